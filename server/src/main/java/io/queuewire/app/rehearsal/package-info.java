/** What a rehearsed start needs: a queue that is not there. */
@NullMarked
package io.queuewire.app.rehearsal;

import org.jspecify.annotations.NullMarked;
