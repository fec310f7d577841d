// Style sheets, which the bundler reads: they export nothing.
declare module '*.css';
