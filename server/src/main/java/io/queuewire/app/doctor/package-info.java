/** What can be found out before messages flow: whether queues, settings and machine fit together. */
@NullMarked
package io.queuewire.app.doctor;

import org.jspecify.annotations.NullMarked;
