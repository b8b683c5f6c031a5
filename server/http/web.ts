import express, { type Express } from 'express';
import { join } from 'node:path';

/** Serves the built browser app. Built files are named after their content and never change; the page that names them is asked for anew each time. */
export function mountWeb(app: Express, webDir: string): void {
  app.use('/assets', express.static(join(webDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(webDir, { maxAge: 0 }));
  app.get(/^\/(?!api\/|docs\/|assets\/)/, (req, res, next) => {
    if (req.accepts(['json', 'html']) !== 'html') return next(); // a browser asks for a page by name
    return res.sendFile('index.html', { root: webDir, maxAge: 0 }, (error?: Error) => {
      if (error) next(error);
    });
  });
}
