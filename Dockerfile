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
ENV MAVEN="mvn --batch-mode --quiet -Dmaven.repo.local=/repository -pl client-demo,server \
           -DskipTests -Dspotless.check.skip -Dstart-cache.skip"

# First an almost empty project, whose build downloads everything: this layer lasts until a pom.xml changes.
COPY pom.xml ./
COPY bench/pom.xml bench/
COPY bench/peers/pom.xml bench/peers/
COPY server/pom.xml server/
COPY client-demo/pom.xml client-demo/fetch-client.sh client-demo/package-lock.json client-demo/
COPY --from=client /build/node_modules client-demo/node_modules
RUN mkdir -p server/src/main/java/placeholder \
    && echo 'package placeholder; final class Placeholder {}' > server/src/main/java/placeholder/Placeholder.java \
    && $MAVEN package \
    && rm -r server/src server/target client-demo/target

COPY client-demo client-demo
COPY server server
RUN $MAVEN --offline package \
    && mkdir server/target/dist/native \
    && cd server/target/dist/native \
    && for jar in ../lib/netty-transport-native-*-linux-*.jar; do jar --extract --file "$jar" META-INF/native; done \
    && mv META-INF/native/*.so . \
    && rm -r META-INF

# Everything but the start cache: what makes it and what uses it must be the same files at the same places.
FROM eclipse-temurin:25-jre AS relay
# Without a locale, arguments that are not ASCII reach the program as question marks.
ENV LANG=C.UTF-8
RUN groupadd --gid 10001 queuewire \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/queuewire --create-home --shell /usr/sbin/nologin queuewire
COPY --from=build /build/server/target/dist/java-options /opt/queuewire/
COPY --from=build /build/server/target/dist/native /opt/queuewire/native
COPY --from=build /build/server/target/dist/lib /opt/queuewire/lib
COPY docker/image/container-options /opt/queuewire/
COPY docker/image/queuewire docker/image/management /usr/local/bin/

FROM relay AS rehearsal
RUN java @/opt/queuewire/java-options @/opt/queuewire/container-options \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=/opt/queuewire/start.aot \
    -cp /opt/queuewire/lib/queuewire-server.jar io.queuewire.app.Rehearsal

FROM relay
LABEL org.opencontainers.image.title="Queuewire" \
      org.opencontainers.image.description="Messages from an AWS SQS queue on the screens of browsers, live"
COPY --from=rehearsal /opt/queuewire/start.aot /opt/queuewire/
# A cache that does not fit ends the build here; later it would only be slow and say nothing.
RUN QUEUEWIRE_JAVA_OPTS=-XX:AOTMode=on queuewire --version
# Where queuewire.yml is looked for.
WORKDIR /etc/queuewire
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The public port, and the management port, which stays on loopback unless it is configured otherwise.
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
# Alive, not ready: what restarts unhealthy containers must not do so because the queue has an outage.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["management", "/livez"]
ENTRYPOINT ["queuewire"]
CMD ["serve"]
