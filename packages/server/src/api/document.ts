import * as OpenApi from "effect/http-api/OpenApi"
import { cabasApi } from "./api.ts"

/** The OpenAPI 3.1 document of the API, as served from an address such as `https://example.org/api`. */
export const openApiDocument = (address = ""): OpenApi.OpenAPISpec => ({
  ...OpenApi.fromApi(cabasApi as never),
  servers: [{ url: address === "" ? "/" : address }],
})
