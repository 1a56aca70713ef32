package io.queuewire.app;

import io.queuewire.app.config.ServerConfig;

/** What a started server says of itself on the standard output: where it can be reached, ports of choice included. */
record Announcement(String page, String management) {

    static Announcement of(ServerConfig config, PushServer server) {
        return new Announcement(
                url(config.listener().host(), server.port()),
                url(config.management().host(), server.managementPort()));
    }

    /** An address that means every interface is reached on this machine as localhost. */
    private static String url(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
    }

    void print() {
        System.out.println("queuewire serves " + page + " and is managed at " + management);
        System.out.flush();
    }
}
