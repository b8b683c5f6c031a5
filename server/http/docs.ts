import type { Express } from 'express';
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import type { ApiDocument } from '../openapi.js';
import { API_PREFIX } from './mount.js';

const PAGE = `<!doctype html>
<html lang="zh">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>督办 Duban · API</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

/** Tries of a logged-in reader carry the session's token. */
const SCRIPT = `const session = fetch('${API_PREFIX}/session').then((found) => (found.ok ? found.json() : {}));
SwaggerUIBundle({
  url: '${API_PREFIX}/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  requestInterceptor: async (request) => {
    const { csrfToken } = await session;
    if (csrfToken) request.headers['X-CSRF-Token'] ??= csrfToken;
    return request;
  },
});
`;

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** The API's description at `/api/v1/openapi.json`, and a page to read it at `/docs`; nothing comes from another site. */
export function mountDocs(app: Express, document: ApiDocument): void {
  const text = JSON.stringify(document);
  app.get(`${API_PREFIX}/openapi.json`, (_req, res) => {
    res.type('application/json').send(text);
  });
  app.get('/docs', (_req, res) => {
    res.type('html').send(PAGE);
  });
  app.get('/docs/page.js', (_req, res) => {
    res.type('text/javascript').send(SCRIPT);
  });
  for (const asset of ASSETS) {
    app.get(`/docs/assets/${asset}`, (_req, res, next) => {
      res.sendFile(asset, { root: absolutePath(), maxAge: '1h' }, (error?: Error) => {
        if (error) next(error);
      });
    });
  }
}
