/** Diagonal stripes: a month that is not over yet. */
export function hatch(color: string): CanvasPattern | string {
  const size = 6;
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return color;
  pen.fillStyle = color;
  pen.globalAlpha = 0.25;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = color;
  pen.lineWidth = 1.75;
  pen.beginPath();
  for (const offset of [-size, 0, size]) {
    pen.moveTo(offset, size);
    pen.lineTo(offset + size, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat') ?? color;
}
