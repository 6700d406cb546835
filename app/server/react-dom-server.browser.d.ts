// The build of react-dom/server for web streams, which @types/react-dom 18 does not declare. Node's default build has no web streams.
declare module "react-dom/server.browser" {
  export { renderToReadableStream } from "react-dom/server";
}
