import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { fileStyle } from '../../../src/graph/fileStyle.ts';
import { fitFact, fitId, layoutGraph, textWidth } from '../../../src/graph/layout.ts';
import type { Rectangle } from '../../../src/graph/layout.ts';
import { svgOf } from '../../../src/graph/svg.ts';
import { gateway, graphOf } from './configs.ts';

const sheet = readFileSync(
  fileURLToPath(new URL('../../../media/pipelineGraph.css', import.meta.url)),
  'utf8',
);
const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('layoutGraph', () => {
  it('lays no box over another, and all of them inside the picture', () => {
    const { boxes, width, height } = layoutGraph(graphOf(gateway));
    assert.equal(boxes.length, 13);
    for (const [index, box] of boxes.entries()) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      assert.deepEqual(
        boxes.slice(index + 1).filter((other) => overlap(box, other)),
        [],
      );
    }
  });

  it('lets data flow from the left to the right', () => {
    for (const { from, to } of layoutGraph(graphOf(gateway)).edges) {
      assert.ok(from.x < to.x);
    }
  });

  it('joins receivers with exporters where nothing is between them', () => {
    const { edges } = layoutGraph(graphOf(gateway));
    // Two receivers, one step between the processors, two exporters; then one receiver with two exporters.
    assert.equal(edges.length, 2 + 1 + 2 + 2);
  });
});

describe('the text on a box', () => {
  it('stays as it is where it fits', () => assert.equal(fitId('batch', 132), 'batch'));
  it('is cut with an ellipsis where it does not', () => {
    const fitted = fitId('prometheusremotewrite/a-very-long-name', 132);
    assert.match(fitted, /^prom\w+…$/);
    assert.ok(textWidth(fitted) * 8.3 <= 132 - 38);
    assert.match(fitFact('every 15s, and then some more of that', 132), /^every 15s.*…$/);
  });
  it('takes more room in Japanese', () => assert.ok(textWidth('日本') > textWidth('abc')));
  it('is whole on a box that was made for it', () => {
    for (const { box, width } of layoutGraph(graphOf(gateway)).boxes) {
      assert.equal(fitId(box.id, width), box.id);
    }
  });
});

describe('svgOf', () => {
  const svg = svgOf(graphOf(gateway), { title: 'Pipelines' });

  it('names each box for a screen reader, with what it does and what is wrong', () => {
    assert.match(svg, /aria-label="receiver otlp, grpc 0\.0\.0\.0:4317, http, in 2 pipelines"/);
    assert.match(svg, /aria-label="exporter nowhere, not defined"/);
    assert.match(svg, /aria-label="exporter prometheusremotewrite\/amp, ws-1, uses sigv4auth"/);
  });

  it('says of each box where it is written', () => {
    const start = gateway.indexOf('memory_limiter:');
    assert.ok(svg.includes(`data-start="${start}" data-end="${start + 'memory_limiter'.length}"`));
  });

  it('lets no text of the file become markup', () => {
    const hostile = `</text><script>alert(1)</script>"'&\u0000\ud800`;
    const text = `receivers: {${JSON.stringify(`a/${hostile}`)}: }\nservice:\n  pipelines:\n    metrics: {receivers: [${JSON.stringify(`a/${hostile}`)}]}\n`;
    const drawn = svgOf(graphOf(text), { title: hostile });
    assert.doesNotMatch(drawn, /<script|\p{Cc}|\p{Cs}/u);
    assert.match(drawn, /&#60;script&#62;/);
  });

  it('draws a shape for an error and another for a warning', () => {
    const at = gateway.indexOf('limit_mib');
    const problem = { code: 'x', message: '', span: { start: at, end: at + 9 } };
    assert.match(
      svgOf(graphOf(gateway, [{ ...problem, severity: 'error' }]), { title: '' }),
      /badge"><circle/,
    );
    assert.match(
      svgOf(graphOf(gateway, [{ ...problem, severity: 'warning' }]), { title: '' }),
      /badge"><path class="outline"/,
    );
  });

  it('has a style of its own in a file, without a variable left', () => {
    const drawn = svgOf(graphOf(gateway), { title: 'x', css: fileStyle(sheet) });
    assert.match(drawn, /<style>\.pipelines \{ font-family: Segoe UI/);
    assert.doesNotMatch(drawn, /var\(|--vscode|\/\*/);
  });

  it('knows each colour of the picture', () =>
    assert.throws(
      () => fileStyle('a { fill: var(--graph-unheard-of); }\n/* end of the picture */'),
      /unheard-of/,
    ));
});
