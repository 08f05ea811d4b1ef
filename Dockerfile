# One image, three commands: web (the default), worker (dist/worker.js) and migrate (dist/migrate.js).
# Written for the classic builder too: no mounts, no here-documents.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# Packages are installed again only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev --include=optional
COPY . .
RUN npm run build && node --import tsx scripts/production-files.ts /production

FROM ${NODE_IMAGE}
# Load balancers get some seconds to see that a process is stopping.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DRAIN_SECONDS=5
WORKDIR /app
COPY --from=build /production ./
# Everything below /app belongs to root: the processes can read it and not change it.
USER node
VOLUME /tmp
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: it handles SIGTERM and starts no other processes that it would have to wait for.
ENTRYPOINT ["node"]
CMD ["dist/server.js"]
