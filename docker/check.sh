#!/usr/bin/env bash
# Builds the image, starts docker-compose.yml and checks from the outside that both do what docs/containers.md says.
#
#   docker/check.sh                 exit 0 when everything is right, 1 at the first thing that is not
#
# Needs a Docker engine, `docker compose` or docker-compose 1.27 and newer, and curl. It takes free ports and a project
# name of its own, and removes its containers and its network at the end; the image `queuewire` stays.
#
#   BUILD_NETWORK=host     network for the build, where the default one does not reach the package registries
#   LOCALSTACK_IMAGE=NAME  an image to use in place of the public LocalStack
#   COMPOSE=COMMAND        the compose to use, when there are several
#   STARTS=5               how many starts are measured of each kind; 0 for none
set -euo pipefail
cd "$(dirname "$0")/.."

starts=${STARTS:-5}
project=queuewire-check-$$
network=${project}_default
listener=$project-listener
compose=()
bounded=(timeout 300) # for each call of compose
overrides=$(mktemp -d)
# 0: the engine picks free ports.
export RELAY_PORT=0 LOCALSTACK_PORT=0

title() { printf '\n%s\n' "$*"; }
ok() { printf '  ok    %s\n' "$*"; }
fail() {
    printf '  FAIL  %s\n' "$*" >&2
    exit 1
}

compose() { "${bounded[@]}" "${compose[@]}" -p "$project" -f docker-compose.yml -f "$overrides/compose.yml" "$@"; }

remove_everything() {
    docker ps -aq --filter "name=^$project-start" | xargs -r docker rm -f
    docker rm -f "$listener"
    compose down --timeout 5 --volumes --remove-orphans
    rm -rf "$overrides"
} >/dev/null 2>&1

finish() {
    local outcome=$?
    trap - EXIT
    if [ $outcome -ne 0 ]; then
        title "Last lines of the containers"
        compose logs --tail 30 2>&1 || true
        docker logs --tail 10 "$listener" 2>&1 || true
    fi
    remove_everything || true
    if [ $outcome -eq 0 ]; then title "All right."; else title "Failed."; fi
    exit $outcome
}

# within SECONDS COMMAND...: tries until it succeeds
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}

container() { compose ps -q "$1"; }
healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]; }
port() { compose port "$1" "$2" | sed 's/.*://'; }
exit_code() { docker inspect -f '{{.State.ExitCode}}' "$1"; }
heard() { docker logs "$listener" 2>&1 | grep -F -- "$1"; }
joined_times() { [ "$(docker logs "$listener" 2>&1 | grep -c '^listening to')" -ge "$1" ]; }
megabytes() { echo "$(($1 / 1000000)) MB"; }

# sqs ACTION JSON: one call of the SQS API from outside, as any producer could make it
sqs() {
    curl -fsS -m 10 "http://127.0.0.1:$queue_port/" -H "X-Amz-Target: AmazonSQS.$1" \
        -H 'Content-Type: application/x-amz-json-1.0' -d "$2" \
        -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0'
}

queue_is_empty() {
    local counts
    counts=$(sqs GetQueueAttributes "{\"QueueUrl\":\"$queue\",\"AttributeNames\":[\"All\"]}")
    [[ $counts =~ \"ApproximateNumberOfMessages\":\ *\"0\" && $counts =~ \"ApproximateNumberOfMessagesNotVisible\":\ *\"0\" ]]
}

find_tools() {
    docker info >/dev/null 2>&1 || fail "no Docker engine answers"
    command -v curl >/dev/null || fail "curl is missing"
    if [ -n "${COMPOSE:-}" ]; then
        read -r -a compose <<<"$COMPOSE"
    elif docker compose version >/dev/null 2>&1; then
        compose=(docker compose)
    else
        compose=(docker-compose)
    fi
    "${compose[@]}" version >/dev/null 2>&1 || fail "neither docker compose nor docker-compose is installed"
    cat >"$overrides/compose.yml" <<OVERRIDES
services:
  relay:
    build:
      context: .
      network: ${BUILD_NETWORK:-default}
  localstack:
    image: ${LOCALSTACK_IMAGE:-localstack/localstack:4.14.0}
OVERRIDES
    ok "engine $(docker version -f '{{.Server.Version}}'), compose $("${compose[@]}" version --short)"
}

check_image() {
    local began=$SECONDS size base
    bounded=(timeout 1800)
    compose build relay >"$overrides/build" 2>&1 || {
        tail -n 40 "$overrides/build"
        fail "the image does not build"
    }
    bounded=(timeout 300)
    ok "built in $((SECONDS - began)) s"
    size=$(docker image inspect -f '{{.Size}}' queuewire)
    base=$(docker image inspect -f '{{.Size}}' eclipse-temurin:25-jre)
    ok "$(megabytes "$size"), of it $(megabytes $((size - base))) on top of eclipse-temurin:25-jre"
    [ "$(docker run --rm --entrypoint id queuewire -u)" != 0 ] || fail "it runs as root"
    docker run --rm --entrypoint sh queuewire -c '! ls -R / 2>/dev/null | grep elasticmq' >/dev/null ||
        fail "the embedded queue of the demo is in it"
    ok "runs as user $(docker run --rm --entrypoint id queuewire -u), without the embedded queue"
    docker run --rm -e QUEUEWIRE_PORT=8081 queuewire config | grep '8081.*QUEUEWIRE_PORT' >/dev/null ||
        fail "config does not show where a value comes from"
    local code=0
    docker run --rm queuewire >/dev/null 2>&1 || code=$?
    [ $code -eq 2 ] || fail "without a queue: exit $code, expected 2"
    ok "config shows the configuration; without a queue the relay exits with 2"
}

check_start() {
    compose up -d >"$overrides/up" 2>&1 || {
        cat "$overrides/up"
        fail "compose up"
    }
    relay=$(container relay)
    within 60 healthy "$relay" || fail "not healthy within 60 s: $(docker inspect -f '{{json .State.Health}}' "$relay")"
    ok "healthy: $(docker exec "$relay" management /readyz)"
    docker logs "$relay" 2>&1 | grep -E 'transport (io_uring|epoll)' >/dev/null || fail "no native transport"
    ok "$(docker logs "$relay" 2>&1 | grep -oE 'transport (io_uring|epoll)')"
    page=http://127.0.0.1:$(port relay 8080)
    queue_port=$(port localstack 4566)
    queue=http://127.0.0.1:$queue_port/000000000000/items
    sqs GetQueueAttributes "{\"QueueUrl\":\"$queue\",\"AttributeNames\":[\"RedrivePolicy\"]}" |
        grep 'items-dead' >/dev/null || fail "the queue has no dead-letter queue"
    ok "the queue items has the dead-letter queue items-dead"
    curl -fsS -m 10 "$page/" | grep -i '<title>' >/dev/null || fail "no page at $page"
    curl -fsS -m 10 "$page/socket.io/socket.io.js" | grep -F 'Socket.IO v4' >/dev/null || fail "no Socket.IO client"
    ok "the page and the official Socket.IO client are served"
}

check_messages() {
    docker run -d --name "$listener" --network "$network" queuewire listen http://relay:8080/ >/dev/null
    within 20 joined_times 1 || fail "a Socket.IO client cannot join"
    docker exec -e QUEUEWIRE_MANAGEMENT_HOST=relay "$listener" management /livez >/dev/null 2>&1 &&
        fail "the management port is open to other containers"
    ok "a Socket.IO client joins from another container, which cannot reach the management port"

    curl -fsS -m 10 -H 'Content-Type: application/json' -d '{"name":"From the form","price":1.5,"stock":3}' \
        "$page/demo/items" >/dev/null || fail "POST /demo/items"
    within 20 heard '"name":"From the form"' || fail "what the form sends does not arrive"
    ok "POST /demo/items -> queue -> client"

    sqs SendMessage "{\"QueueUrl\":\"$queue\",\"MessageBody\":\"{\\\"id\\\":\\\"a-1\\\",\\\"name\\\":\\\"From the API\\\"}\"}" \
        >/dev/null
    within 20 heard '{"event":"item_added","data":{"id":"a-1","name":"From the API"}}' ||
        fail "what the SQS API sends does not arrive"
    ok "SQS API -> queue -> client, the body unchanged"

    compose exec -T relay queuewire publish price_changed '{"price":"2 €"}' >/dev/null
    within 20 heard '{"event":"price_changed","data":{"price":"2 €"}}' || fail "what publish sends does not arrive"
    ok "queuewire publish -> queue -> client"

    within 20 queue_is_empty || fail "messages stay on the queue"
    ok "the queue is empty again"
}

check_stop() {
    local began=$SECONDS
    compose stop relay >/dev/null 2>&1
    ok "stopped after $((SECONDS - began)) s"
    [ "$(exit_code "$relay")" -eq 0 ] || fail "the relay's exit code is $(exit_code "$relay"), expected 0"
    ok "exit code 0"
    heard '(closed with code 1012' >/dev/null || fail "the client was not told to come back"
    ok "the client was told to come back: $(heard '(closed with code 1012')"
    sqs SendMessage "{\"QueueUrl\":\"$queue\",\"MessageBody\":\"\\\"sent while it was down\\\"\"}" >/dev/null

    compose start relay >/dev/null 2>&1
    within 60 healthy "$relay" || fail "it does not become healthy a second time"
    within 30 joined_times 2 || fail "the client does not come back"
    sqs SendMessage "{\"QueueUrl\":\"$queue\",\"MessageBody\":\"\\\"sent after the restart\\\"\"}" >/dev/null
    within 20 heard 'sent after the restart' || fail "nothing arrives after the restart"
    ok "started again, the client is back and gets messages"
    docker stop "$listener" >/dev/null
    [ "$(exit_code "$listener")" -eq 0 ] || fail "listen ends with $(exit_code "$listener"), expected 0"
    compose stop relay >/dev/null 2>&1
}

milliseconds() { date -d "$1" +%s%3N; }

# measure_start NAME JAVA_OPTIONS: prints the milliseconds from the start of the container to serving, those to ready, and
# those of CPU until then
measure_start() {
    local began serving ready
    docker run -d --name "$1" --network "$network" -e QUEUEWIRE_JAVA_OPTS="$2" \
        -e QUEUEWIRE_QUEUE_URL=http://localstack:4566/000000000000/items -e QUEUEWIRE_QUEUE_ENDPOINT=http://localstack:4566 \
        -e AWS_REGION=us-east-1 -e AWS_ACCESS_KEY_ID=test -e AWS_SECRET_ACCESS_KEY=test queuewire >/dev/null
    # shellcheck disable=SC2016 # the shell in the container expands it
    ready=$(timeout 60 docker exec "$1" bash -c 'until management /readyz >/dev/null 2>&1; do sleep 0.02; done
        date +%s%3N; read -r -a stat </proc/1/stat; echo $(((stat[13] + stat[14]) * 1000 / $(getconf CLK_TCK)))')
    began=$(milliseconds "$(docker inspect -f '{{.State.StartedAt}}' "$1")")
    serving=$(milliseconds "$(docker logs -t "$1" 2>&1 | sed -n 's/ queuewire serves .*//p')")
    docker rm -f "$1" >/dev/null
    echo $((serving - began)) $((${ready%$'\n'*} - began)) "${ready#*$'\n'}"
}

median() { sort -n | sed -n "$(((starts + 1) / 2))p"; } # of as many lines as there are starts

# report_starts NAME FILE
report_starts() {
    printf '  %-22s serving after %5s ms, ready after %5s ms, %5s ms of CPU\n' "$1" "$(cut -d ' ' -f 1 "$2" | median)" \
        "$(cut -d ' ' -f 2 "$2" | median)" "$(cut -d ' ' -f 3 "$2" | median)"
}

measure_starts() {
    for run in $(seq "$starts"); do
        measure_start "$project-start-$run-a" "" >>"$overrides/cached"
        measure_start "$project-start-$run-b" "-XX:AOTMode=off" >>"$overrides/plain"
    done
    report_starts "with the start cache" "$overrides/cached"
    report_starts "without it" "$overrides/plain"
}

trap finish EXIT
trap 'exit 1' INT TERM
title "Tools"
find_tools
title "The image"
check_image
title "docker-compose.yml"
check_start
title "Messages"
check_messages
title "Stop and come back"
check_stop
if [ "$starts" -gt 0 ]; then
    title "From the start of the container, median of $starts (ready includes the first poll of the queue, 1 s)"
    measure_starts
fi
