// As little as a picture of these lines can cost: no axes, no words, for each column of pixels the lowest and the highest point.
import { columnsOf, contend, height, width } from './contender.ts';

const colors = ['#6eadfe', '#f28e42', '#62c37a', '#f47db9', '#c5a93b', '#ba93fb', '#4bc0c8', '#fb7b72'];

contend(async (bytes, element) => {
  const { values, points, series } = columnsOf(bytes);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  element.append(canvas);
  const context = canvas.getContext('2d');
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const yOf = (value: number): number => height - ((value - low) / (high - low)) * height;
  for (let index = 0; context && index < series.length; index += 1) {
    context.strokeStyle = colors[index % colors.length] ?? '';
    context.lineWidth = 1;
    // The cheapest corners.
    context.lineJoin = 'bevel';
    context.beginPath();
    let column = 0;
    let [least, most] = [Infinity, -Infinity];
    const flush = (): void => {
      context.lineTo(column, yOf(least));
      // One point needs no second line.
      if (most > least) {
        context.lineTo(column, yOf(most));
      }
      [least, most] = [Infinity, -Infinity];
    };
    for (let point = 0; point < points; point += 1) {
      const value = values[index * points + point] as number;
      const x = Math.floor((point / (points - 1)) * width);
      if (x !== column) {
        flush();
        column = x;
      }
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    flush();
    context.stroke();
  }
  await Promise.resolve();
});
