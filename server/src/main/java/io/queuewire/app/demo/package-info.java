/** What {@code demo} needs to run on one machine: a queue service inside the process. The only place that knows ElasticMQ. */
@NullMarked
package io.queuewire.app.demo;

import org.jspecify.annotations.NullMarked;
