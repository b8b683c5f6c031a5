# API and worker from one file: docker build --target api . and docker build --target worker .
# 内网构建时，用 NODE_IMAGE 和 NPM_CONFIG_REGISTRY 指向本单位的镜像。On an intranet these two name your own mirrors.
ARG NODE_IMAGE=node:22.23.1-bookworm-slim

# What runs, and nothing that only builds or tests. No package needs its install script.
FROM ${NODE_IMAGE} AS packages
ARG NPM_CONFIG_REGISTRY
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${NODE_IMAGE} AS build
ARG NPM_CONFIG_REGISTRY
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY domain ./domain
COPY workflows ./workflows
COPY activities ./activities
COPY models ./models
COPY server ./server
COPY scripts ./scripts
RUN npm run build

FROM ${NODE_IMAGE} AS runtime
# The package manager has no business in what runs.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* \
  && install -d -o 1000 -g 1000 -m 0700 /data
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY LICENSE ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER 1000:1000

FROM runtime AS api
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# The one-time passwords of the first start, and what else is not in the database.
VOLUME /data
# Alive, not ready: lists are served while the engine is away. A balancer asks /readyz.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# As server/node-flags.ts has it.
CMD ["node", "--max-semi-space-size=8", "dist/server/api.js"]

FROM runtime AS worker
# Does this container's worker ask the engine for work?
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["node", "dist/scripts/worker-health.js"]
CMD ["node", "dist/server/worker.js"]
