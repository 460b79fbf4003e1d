namespace MlNetMoodRec.Data;

/// <summary>How a data file is laid out. Every format but Parquet may be gzip-compressed (<c>.gz</c>).</summary>
public enum DataFormat
{
    /// <summary>Separated by commas (or semicolons, tabs or bars, found from the first lines), fields quoted where needed.</summary>
    Csv,

    /// <summary>Separated by tabs, without quoting, as tab-separated files are by definition.</summary>
    Tsv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>
    /// One listener a line, <c>user song song ...</c>, songs in the order in which they were heard; without times. The
    /// format of the S3-Rec data sets.
    /// </summary>
    Sequences,
}
