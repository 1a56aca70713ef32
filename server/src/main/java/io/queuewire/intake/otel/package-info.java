/** Messages as spans of OpenTelemetry. */
@NullMarked
package io.queuewire.intake.otel;

import org.jspecify.annotations.NullMarked;
