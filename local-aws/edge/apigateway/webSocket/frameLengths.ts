/** Reads the lengths of a client's frames, which `ws` does not report. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export class FrameLengths {
  private unread = Buffer.alloc(0);
  /** Bytes of the current frame that have not arrived. */
  private rest = 0;

  /** @returns the longest payload of the frames that begin in these bytes */
  longestIn(bytes: Buffer): number {
    this.unread = Buffer.concat([this.unread, bytes]);
    let longest = 0;
    for (;;) {
      const skipped = Math.min(this.rest, this.unread.length);
      this.rest -= skipped;
      this.unread = this.unread.subarray(skipped);
      const frame = this.rest === 0 ? readHeader(this.unread) : undefined;
      if (frame === undefined) {
        return longest;
      }
      longest = Math.max(longest, frame.payload);
      this.rest = frame.header + frame.payload;
    }
  }
}

/** The lengths of a header, with the mask that each frame of a client has, and of its payload; undefined if it is incomplete. */
function readHeader(bytes: Buffer): { readonly header: number; readonly payload: number } | undefined {
  const length = (bytes[1] ?? 0) & 0x7f;
  const extended = length === 127 ? 8 : length === 126 ? 2 : 0;
  if (bytes.length < 2 + extended) {
    return undefined;
  }
  const payload = extended === 8 ? Number(bytes.readBigUInt64BE(2)) : extended === 2 ? bytes.readUInt16BE(2) : length;
  return { header: 2 + extended + 4, payload };
}
