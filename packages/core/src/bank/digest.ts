const mixed = (lane: number): number => {
  const once = Math.imul(lane ^ (lane >>> 16), 0x85_eb_ca_6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2_b2_ae_35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** A number of 32 bits from a text; another seed gives another one. */
const laneOf = (text: string, seed: number): number => {
  let lane = seed
  for (let at = 0; at < text.length; at++) lane = Math.imul(lane ^ text.charCodeAt(at), 0x01_00_01_93)
  return mixed(lane ^ text.length)
}

const seeds = [0x81_1c_9d_c5, 0x9e_37_79_b9, 0x7f_4a_7c_15, 0x2c_1b_3c_6d]

/** A text as 32 hexadecimal digits, always the same: to recognise it without keeping it. It keeps no secret. */
export const digestOf = (text: string): string =>
  seeds.map((seed) => laneOf(text, mixed(seed)).toString(16).padStart(8, "0")).join("")
