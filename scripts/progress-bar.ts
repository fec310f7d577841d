// Progress of long work: a bar on a terminal, a line every few seconds elsewhere.

export interface ProgressBar {
  show(done: number, all: number): void;
  /** Leaves the terminal on a line of its own. */
  end(): void;
}

const lineEveryMs = 5_000;
const barWidth = 30;

export function createProgressBar(what: string, stream: NodeJS.WriteStream): ProgressBar {
  const started = performance.now();
  let lastLine = started;
  let shown = false;
  return {
    show(done, all) {
      const seconds = (performance.now() - started) / 1000;
      const rate = done / Math.max(seconds, 0.001);
      const left = rate > 0 ? Math.max(all - done, 0) / rate : 0;
      const share = Math.min(done / Math.max(all, 1), 1);
      const figures = `${Math.floor(share * 100)} %  ${done}/${all}  ${Math.round(rate)}/s  ${Math.ceil(left)} s left`;
      if (stream.isTTY) {
        const bar = '█'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '░');
        stream.write(`\r${what} ${bar} ${figures}\x1b[K`);
        shown = true;
      } else if (performance.now() - lastLine > lineEveryMs || done >= all) {
        lastLine = performance.now();
        stream.write(`${what}: ${figures}\n`);
      }
    },
    end() {
      if (shown) stream.write('\n');
    },
  };
}
