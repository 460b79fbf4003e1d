using System.IO.Compression;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The files of the labelled data sets, plain or gzipped.</summary>
internal static class DataFile
{
    /// <summary>The lines of a file, numbered from 1, without carriage returns.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using StreamReader reader = Open(path);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            yield return (++number, line);
        }
    }

    public static StreamReader Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new MoodRecException(
                $"'{path}' was not found. The data folder must hold the sets goemotions, emobank, sst2, emotion, tweeteval and vader-lexicon; see models/mood-encoder/README.md.");
        }

        Stream stream = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
    }

    public static MoodRecException BadRow(string path, int line, string expected) =>
        new($"'{path}', line {line}: expected {expected}. The file is not the official one or is damaged; fetch it again.");
}
