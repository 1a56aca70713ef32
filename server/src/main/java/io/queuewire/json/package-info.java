/** The only door to the JSON library. */
@NullMarked
package io.queuewire.json;

import org.jspecify.annotations.NullMarked;
