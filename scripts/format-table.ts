// A table for a terminal, in which a Han character takes two columns.

/** Rows of cells in columns as wide as their widest cell; no space at a line's end, a line feed after each. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) => `${formatRow(row, widths)}\n`).join('');
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
    .join('  ')
    .trimEnd();
}

/** Han, full-width forms and CJK punctuation are two columns wide (UAX 11). */
function displayWidth(text: string): number {
  const wide = text.match(/[\p{Script=Han}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/gu)?.length ?? 0;
  return [...text].length + wide;
}
