# The relay as an image.   docker build -t queuewire .   docker run queuewire config
# Nothing here needs BuildKit.

# The official Socket.IO client for the demo page: exactly the packages of the lock file.
FROM node:20-slim AS client
WORKDIR /build
COPY client-demo/package.json client-demo/package-lock.json client-demo/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
# Not the default repository: some Maven images declare it a volume, and what is in a volume no layer keeps.
ENV MAVEN="mvn --batch-mode --no-transfer-progress --quiet -Dmaven.repo.local=/repository -DskipTests -Dspotless.check.skip"

# First the build of an almost empty project, which downloads everything: this layer lasts until a pom.xml changes.
COPY pom.xml ./
COPY bench/pom.xml bench/
COPY server/pom.xml server/
COPY client-demo/pom.xml client-demo/fetch-client.sh client-demo/package.json client-demo/package-lock.json client-demo/
COPY --from=client /build/node_modules client-demo/node_modules
RUN mkdir -p server/src/main/java/placeholder \
    && echo 'package placeholder; final class Placeholder {}' > server/src/main/java/placeholder/Placeholder.java \
    && $MAVEN package -pl client-demo,server \
    && rm -r server/src server/target client-demo/target

COPY client-demo client-demo
COPY server server
RUN $MAVEN --offline package -pl client-demo,server

# Everything but the cache: training and the finished image must see the same files at the same places.
FROM eclipse-temurin:25-jre AS relay
ENV LANG=C.UTF-8
RUN groupadd --gid 10001 queuewire \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/queuewire --create-home --shell /usr/sbin/nologin queuewire
COPY docker/image/queuewire docker/image/management /usr/local/bin/
COPY docker/image/java.options /opt/queuewire/
COPY --from=build /build/server/target/dist/lib /opt/queuewire/lib
# The class path in a file, because the cache holds for exactly this order of the jars and a * promises none.
RUN printf -- '-cp\n%s\n' "$(ls /opt/queuewire/lib/*.jar | paste -s -d :)" > /opt/queuewire/class-path.options

FROM relay AS training
COPY --from=build /build/server/target/dist/demo-lib /opt/queuewire/demo-lib
COPY docker/image/train /usr/local/bin/
RUN train /opt/queuewire/start.aot

FROM relay
LABEL org.opencontainers.image.title="Queuewire" \
      org.opencontainers.image.description="Messages from an AWS SQS queue on the screens of browsers, live"
COPY --from=training /opt/queuewire/start.aot /opt/queuewire/
# The build fails when the JVM refuses the cache; later it would only start slowly and say nothing.
RUN echo '-XX:AOTCache=/opt/queuewire/start.aot' >> /opt/queuewire/java.options \
    && QUEUEWIRE_JAVA_OPTS=-XX:AOTMode=on queuewire --version

# queuewire.yml is looked for here; replay.file may be below /var/lib/queuewire.
WORKDIR /etc/queuewire
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The public port and, on loopback only unless configured otherwise, the management port.
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
# Alive, not ready: what restarts unhealthy containers must not do so because the queue has an outage.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["management", "/livez"]
ENTRYPOINT ["queuewire"]
CMD ["serve"]
