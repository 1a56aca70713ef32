/** Where values come from: keys, layers, origins, and one typed result in which every value has been checked. */
@NullMarked
package io.queuewire.app.config;

import org.jspecify.annotations.NullMarked;
