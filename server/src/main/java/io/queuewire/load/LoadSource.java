package io.queuewire.load;

/** Where the messages of a run come from, if the kit lets them flow itself. */
public interface LoadSource {

    /**
     * Lets messages flow, with numbers from 1 on. The crowd is there.
     *
     * @param members what the data of a message has to hold
     * @param clock tells the time that it carries
     */
    LoadFlow start(LoadPlan.Members members, LoadClock clock);

    /** How many messages a second are to flow, 0 for as many as the crowd can take. */
    int perSecond();
}
