// Style sheets are imported for esbuild, which collects them; they export nothing.
declare module '*.css';
