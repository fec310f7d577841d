// Which of a Redis Cluster's 16,384 slots an owner's keys are in.

const slots = 16_384;
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** CRC16 (XMODEM) of the hash tag, as the Redis Cluster specification has it. @param tag ASCII */
export function keySlot(tag: string): number {
  let crc = 0;
  for (let at = 0; at < tag.length; at++) {
    crc = ((crc << 8) & 0xffff) ^ (table[((crc >> 8) ^ tag.charCodeAt(at)) & 0xff] ?? 0);
  }
  return crc % slots;
}
