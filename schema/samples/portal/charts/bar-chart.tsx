// Bars by period: a picture with a summary in words, and its data beside it as a table.
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { useEffect, useRef, type ReactNode } from 'react';
import { useElderMode } from '../elder-mode.js';
import { useLanguage } from '../language/language-context.js';

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Tooltip);

export interface Series {
  readonly label: string;
  readonly values: readonly number[];
  readonly colour: string;
}

interface BarChartProps {
  title: string;
  /** What somebody who can't see it should know. */
  summary: string;
  /** One for each period. */
  labels: readonly string[];
  /** Stacked in this order. */
  series: readonly Series[];
  /** The same data as a table. */
  table: ReactNode;
}

export function BarChart({ title, summary, labels, series, table }: BarChartProps) {
  const { text } = useLanguage();
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <Bars summary={summary} labels={labels} series={series} />
      <details>
        <summary>{text.chart.table}</summary>
        {table}
      </details>
    </figure>
  );
}

function Bars({ summary, labels, series }: Pick<BarChartProps, 'summary' | 'labels' | 'series'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { on: elder } = useElderMode();
  useEffect(() => {
    if (!canvas.current) return;
    const words = { color: elder ? '#000' : '#212529', font: { size: elder ? 16 : 12 } };
    const chart = new Chart(canvas.current, {
      type: 'bar',
      data: {
        labels: [...labels],
        datasets: series.map(({ label, values, colour }) => ({
          label,
          data: [...values],
          backgroundColor: colour,
        })),
      },
      options: {
        // Nothing moves for those whom movement makes ill, and a print shows the whole.
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: { stacked: true, grid: { display: false }, ticks: words },
          y: { stacked: true, beginAtZero: true, ticks: { ...words, maxTicksLimit: 6 } },
        },
        plugins: { legend: { display: series.length > 1, labels: words } },
      },
    });
    return () => chart.destroy();
  }, [labels, series, elder]);
  return (
    <div className="bars">
      <canvas ref={canvas} role="img" aria-label={summary} />
    </div>
  );
}
