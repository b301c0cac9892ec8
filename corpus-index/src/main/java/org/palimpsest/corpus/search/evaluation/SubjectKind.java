package org.palimpsest.corpus.search.evaluation;

import java.util.List;

/** What a subject is: how it is named, what is said of it, and which words stand near it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum SubjectKind {
    PERSON(
            "the painter %s",
            List.of("painter", "portrait", "canvas", "studio", "brush", "gallery", "pupils", "pigment"),
            List.of(
                    "The portrait of a neighbour hung in the studio for years.",
                    "Pupils ground the pigment and cleaned every brush.",
                    "A gallery bought the canvas in a lean winter."),
            List.of(
                    new Relation(
                            "Where was %s born?",
                            "%s was born in %s.",
                            "The town of %2$s keeps the house in which %1$s was born.",
                            "Little is known of the early life of %s. The birth was recorded in %s, on a wet Sunday."),
                    new Relation(
                            "Who taught %s to draw?",
                            "%s learned to draw from %s.",
                            "It was %2$s who taught %1$s to draw.",
                            "The first lessons of %s cost nothing. The teacher was %s, a retired clerk."),
                    new Relation(
                            "Whom did %s marry?",
                            "%s married %s.",
                            "A quiet wedding joined %2$s to %1$s.",
                            "Letters by %s were found in a drawer. They name %s as the spouse."))),
    RIVER(
            "the river %s",
            List.of("river", "water", "banks", "flood", "rapids", "valley", "upstream", "mouth"),
            List.of(
                    "The banks flood when snow melts in the valley.",
                    "Below the rapids the water is slow and brown.",
                    "Barges go upstream as far as the second lock."),
            List.of(
                    new Relation(
                            "Through which town does %s flow?",
                            "%s flows through %s.",
                            "In the town of %2$s three bridges cross %1$s.",
                            "Maps show %s as a thin blue line. The line divides %s in two."),
                    new Relation(
                            "Who surveyed %s?",
                            "%s was first surveyed by %s.",
                            "The survey of %1$s is the work of %2$s.",
                            "No chart of %s was drawn for a century. Then %s measured every bend.")));

    private final String alias;
    private final List<String> context;
    private final List<String> background;
    private final List<Relation> relations;

    SubjectKind(String alias, List<String> context, List<String> background, List<Relation> relations) {
        this.alias = alias;
        this.context = context;
        this.background = background;
        this.relations = relations;
    }

    /**
     * What can be said of a subject: in each phrasing the subject stands first among the arguments and the answer second.
     *
     * @param question asks for it
     * @param plain one sentence
     * @param turned one sentence in other words
     * @param split two sentences, the subject in the first and the answer in the second
     */
    record Relation(String question, String plain, String turned, String split) {
        List<String> phrasings() {
            return List.of(plain, turned, split);
        }
    }

    String alias() {
        return alias;
    }

    List<String> context() {
        return context;
    }

    List<String> background() {
        return background;
    }

    List<Relation> relations() {
        return relations;
    }
}
