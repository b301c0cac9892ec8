package org.palimpsest.cli;

import java.util.Locale;
import org.palimpsest.cli.story.StoryPlan;

/** The values of {@code demo --size}. */
enum DemoSize {
    /** The story as it is told. */
    STANDARD,
    /** Every step at a size that shows no effect: to try the machinery in seconds. */
    TINY;

    StoryPlan plan() {
        return this == STANDARD ? StoryPlan.standard() : StoryPlan.tiny();
    }

    /** How long it takes, in words. */
    String duration() {
        return this == STANDARD ? "about 100 s on 2 cores" : "some seconds, too small to show an effect";
    }

    /** The word that the command line reads. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
