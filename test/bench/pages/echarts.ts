// Apache ECharts, as small as it can be had, with the settings that it documents for many points.
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { columnsOf, contend, height, width } from './contender.ts';

use([LineChart, GridComponent, CanvasRenderer]);

contend(async (bytes, element) => {
  const { values, points, series, start, step } = columnsOf(bytes);
  const chart = init(element, undefined, { width, height });
  const painted = new Promise<void>((resolve) => chart.on('finished', () => resolve()));
  chart.setOption({
    animation: false,
    grid: { left: 50, right: 10, top: 10, bottom: 40 },
    xAxis: { type: 'time' },
    yAxis: { type: 'value' },
    series: series.map((_, index) => ({
      type: 'line',
      showSymbol: false,
      lineStyle: { width: 1 },
      silent: true,
      data: Array.from({ length: points }, (_, point) => [
        (start + point * step) * 1000,
        values[index * points + point],
      ]),
    })),
  });
  await painted;
});
