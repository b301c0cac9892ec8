package org.palimpsest.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.palimpsest.corpus.duplicates.PairGroups;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.traps.survival.KeyQuestion;

/**
 * Tells every part which of its keys other parts have. Keys are shuffled; of each only the least part or document and the number
 * of its places are taken, which no order of merging changes. Groups of documents that chains join are found in one task, from
 * pairs of a document and the first with one of its keys: 16 bytes a pair and 12 a document of one, whatever has no partner left
 * out.
 */
final class KeyExchange {
    private static final StructType KEYS = new StructType()
            .add("slot", DataTypes.IntegerType)
            .add("key", DataTypes.LongType)
            .add("part", DataTypes.IntegerType)
            .add("number", DataTypes.LongType);
    private static final StructType ANSWERS =
            new StructType().add("part", DataTypes.IntegerType).add("answer", DataTypes.LongType);

    private final SparkSession spark;
    private final ClusterFiles files;

    KeyExchange(SparkSession spark, ClusterFiles files) {
        this.spark = spark;
        this.files = files;
    }

    /** A file of keys. */
    private record KeyFile(int part, String path) implements Serializable {}

    /** Rows of part and answer, one partition a part, sorted. */
    JavaRDD<Row> answers(KeyQuestion question, List<String> paths) {
        List<KeyFile> parts = new ArrayList<>();
        for (String path : paths) {
            parts.add(new KeyFile(parts.size(), path));
        }
        ClusterFiles reached = files;
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(parts, parts.size())
                .flatMap(file -> KeyRows.read(reached.open(file.path()), file.part()));
        Dataset<Row> keys = spark.createDataFrame(rows, KEYS);
        Dataset<Row> answers =
                question == KeyQuestion.NOT_FIRST_OF_GROUP ? laterInGroups(keys) : shared(question, keys);
        JavaRDD<Row> parted = answers.repartitionById(parts.size(), col("part"))
                .sortWithinPartitions("part", "answer")
                .toJavaRDD();
        return parted.getNumPartitions() == parts.size() ? parted : none(parted, parts.size());
    }

    /** Spark leaves an exchange of no rows out; every part still has an answer to write. */
    private static JavaRDD<Row> none(JavaRDD<Row> parted, int parts) {
        if (!parted.isEmpty()) {
            throw new IllegalStateException(
                    "answers must lie in " + parts + " partitions, got " + parted.getNumPartitions());
        }
        return JavaSparkContext.fromSparkContext(parted.context()).parallelize(List.of(), parts);
    }

    private static Dataset<Row> shared(KeyQuestion question, Dataset<Row> keys) {
        Dataset<Row> repeated = keys.groupBy("key")
                .agg(min("part").as("first"), sum("number").as("places"))
                .where(col("places").gt(1));
        Dataset<Row> known = keys.join(repeated, "key");
        Dataset<Row> asked = question == KeyQuestion.IN_EARLIER_PART
                ? known.where(col("first").lt(col("part")))
                : known;
        return asked.select(col("part"), col("key").as("answer"));
    }

    /** Documents are numbered by part and place in it. */
    private Dataset<Row> laterInGroups(Dataset<Row> keys) {
        Dataset<Row> documents = keys.select(
                col("slot"),
                col("key"),
                col("part")
                        .cast(DataTypes.LongType)
                        .multiply(lit(1L << Integer.SIZE))
                        .plus(col("number"))
                        .as("document"));
        Dataset<Row> shared = documents
                .groupBy("slot", "key")
                .agg(min("document").as("first"), count(lit(1)).as("places"))
                .where(col("places").gt(1))
                .drop("places");
        JavaRDD<Row> pairs = documents
                .join(shared, new String[] {"slot", "key"})
                .where(col("document").notEqual(col("first")))
                .select("first", "document")
                .distinct()
                .repartition(1)
                .toJavaRDD();
        return spark.createDataFrame(pairs.mapPartitions(KeyExchange::redundant), ANSWERS);
    }

    private static Iterator<Row> redundant(Iterator<Row> pairs) {
        PairGroups groups = new PairGroups();
        while (pairs.hasNext()) {
            Row pair = pairs.next();
            groups.join(pair.getLong(0), pair.getLong(1));
        }
        return Arrays.stream(groups.redundant())
                .mapToObj(document -> RowFactory.create((int) (document >>> Integer.SIZE), document & 0xFFFFFFFFL))
                .iterator();
    }
}
