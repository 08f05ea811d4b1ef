// Stands in for what means nothing in a test: `server-only`, style sheets.
export {};
