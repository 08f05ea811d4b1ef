# One image, four commands: web (the default), worker (dist/worker.js), migrate (dist/migrate.js) and backup (dist/backup.js).
# Written for the classic builder too: no mounts, no here-documents.
ARG NODE_IMAGE=node:24-bookworm-slim
ARG POSTGRES_IMAGE=postgres:18

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# Packages are installed again only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev --include=optional
COPY . .
RUN npm run build && node --import tsx scripts/production-files.ts /production

# pg_dump refuses servers that are newer than itself, so it comes from the server's own image, with every library it wants and the loader
# that knows them: this image may be of another Debian.
FROM ${POSTGRES_IMAGE} AS postgres-client
RUN mkdir -p /client/bin /client/lib \
  && for program in pg_dump pg_restore; do \
    cp "$(readlink -f "$(command -v $program)")" /client/bin/ \
    && printf '#!/bin/sh\nexec /opt/postgres-client/ld.so --library-path /opt/postgres-client/lib /opt/postgres-client/bin/%s "$@"\n' $program >/client/$program \
    && chmod 755 /client/$program || exit 1; \
  done \
  && ldd /client/bin/* | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld-[^ ]*\) .*/\1/p' | sort -u | xargs cp -L -t /client/lib \
  && mv /client/lib/ld-* /client/ld.so

FROM ${NODE_IMAGE}
# Load balancers get some seconds to see that a process is stopping.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DRAIN_SECONDS=5 POSTGRES_CLIENT=/opt/postgres-client
WORKDIR /app
COPY --from=postgres-client /client /opt/postgres-client/
COPY --from=build /production ./
# Where a volume for backups is mounted: it takes its owner over.
RUN mkdir /backups && chown node:node /backups
# Everything below /app belongs to root: the processes can read it and not change it.
USER node
VOLUME /tmp
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: it handles SIGTERM and starts no other processes that it would have to wait for.
ENTRYPOINT ["node"]
CMD ["dist/server.js"]
