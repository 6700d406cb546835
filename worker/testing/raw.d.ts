/** The text of a file, by Vite. */
declare module "*.toml?raw" {
  const text: string;
  export default text;
}
