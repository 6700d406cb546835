// The build of react-dom/server for web streams; @types/react-dom 18 does not list it, and Node's default has no web streams.
declare module "react-dom/server.browser" {
  export { renderToReadableStream } from "react-dom/server";
}
