// What esbuild imports besides scripts: style sheets, which export nothing, and operations as their text.
declare module '*.css';
declare module '*.graphql' {
  const text: string;
  export default text;
}
