import jsQR from "jsqr"
import type { Locator } from "playwright-core"

/** What a telephone reads from a code as it is on the screen; nothing when it reads none. */
export const scanned = async (code: Locator): Promise<string | null> => {
  const image = (await code.screenshot()).toString("base64")
  const page = await code.page().context().newPage()
  const { width, height, pixels } = await page.evaluate(async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    return { width: bitmap.width, height: bitmap.height, pixels: [...data] }
  }, image)
  await page.close()
  const read = jsQR.default(Uint8ClampedArray.from(pixels), width, height)
  return read === null ? null : new TextDecoder().decode(Uint8Array.from(read.binaryData))
}
