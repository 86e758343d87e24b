import { Row } from "./measure";
import { amount } from "./table";

const rowHeight = 30;
const left = 330;
const width = 860;
const barWidth = width - left - 150;

/** One bar for each figure that is judged beside the bare pack's, which is the line at 1. */
export function chart(rows: readonly Row[], caption: string): string {
  const ratios = rows.flatMap(({ figure, unit, ours, judged, of, goal }) =>
    of === undefined || judged === undefined ? [] : [{ figure, label: amount(ours, unit), judged, must: goal?.must }],
  );
  const height = 70 + ratios.length * rowHeight;
  const most = Math.max(1.5, ...ratios.map(({ judged, must = 0 }) => Math.max(judged, must)));
  const at = (ratio: number): number => left + (ratio / most) * barWidth;
  const bars = ratios.map(({ figure, label, judged, must }, index) => {
    const y = 40 + index * rowHeight;
    const value = `${judged.toFixed(2)} x (${label})`;
    return [
      text(left - 10, y + 15, figure, "end"),
      `<rect x="${left}" y="${y}" width="${(at(judged) - left).toFixed(1)}" height="20" fill="#4477aa"/>`,
      must === undefined ? "" : line(at(must), y - 2, y + 22, "#cc3311"),
      text(Math.max(at(judged), at(must ?? 0)) + 8, y + 15, value, "start"),
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>The policy pack beside a bare pack of @pulumi/policy</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(at(1), 24, "bare pack", "middle"),
    line(at(1), 30, height - 32, "#999999"),
    ...bars,
    text(10, height - 12, `${caption}. Red: the most it may be.`, "start"),
    "</svg>\n",
  ].join("\n");
}

function text(x: number, y: number, content: string, anchor: "start" | "middle" | "end"): string {
  const escaped = content.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" fill="#222222">${escaped}</text>`;
}

function line(x: number, top: number, bottom: number, color: string): string {
  return `<line x1="${x.toFixed(1)}" y1="${top}" x2="${x.toFixed(1)}" y2="${bottom}" stroke="${color}" stroke-width="2"/>`;
}
