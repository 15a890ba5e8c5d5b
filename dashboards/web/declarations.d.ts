/** Style sheets, which Vite takes out of the bundle. */
declare module '*.css';
