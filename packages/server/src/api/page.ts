import type { OpenAPISpec } from "effect/http-api/OpenApi"
export const docsPage = (_: OpenAPISpec): string => "<!doctype html>"
export const docsStyle = ""
