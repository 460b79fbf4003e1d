using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Text;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Benchmarks;

/// <summary>
/// Reads short texts (SQuAD's questions) with the shipped encoder, tokenisation included, and beside it runs the raw
/// session on the same padded batches, and on texts padded to one length; then the tokenizer against its golden files,
/// each storage, and the same architecture in PyTorch.
/// </summary>
internal static class EncodingBenchmark
{
    private const int Rounds = 5;
    private const int LongPadding = 128;
    private const int TokensPerBatch = 1024;
    private const int TextsPerBatch = 64;
    private const string Encoder = "models/mood-encoder";

    // Debian's PyTorch is that of its own Python, which need not be the first in the path.
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    public static void Run()
    {
        string shared = Environment.GetEnvironmentVariable("MOODREC_SHARED") ?? "../shared";
        (string Text, int[] Ids)[] golden = [.. Golden(Path.Combine(shared, "models", "bert-tokenizer-goldens", "squad_dev_questions.jsonl.gz"))];
        string[] texts = [.. golden.Select(question => question.Text)];
        int threads = Environment.ProcessorCount;
        Console.WriteLine(Machine.Description);
        using (MoodEncoder encoder = MoodEncoder.Load(Encoder, threads))
        {
            Sessions(encoder, texts, threads);
            string? problem = "";
            foreach (string python in Pythons.TakeWhile(_ => problem is not null))
            {
                problem = Torch(python, encoder, texts, 1) ?? Torch(python, encoder, texts, threads);
            }

            if (problem is not null)
            {
                Console.WriteLine($"  PyTorch: not measured ({problem})");
            }
        }

        Tokenizer(golden, Path.Combine(shared, "models", "distilbert-base-uncased", "vocab.txt"));
        Storages(texts, threads);
    }

    private static void Sessions(MoodEncoder encoder, string[] texts, int threads)
    {
        int[][] ids = Tokenized(encoder, texts);
        TokenBatch[] batches = [.. encoder.Batches(ids)];

        // Tokens that are padding cost what others cost: the graph computes all of them.
        int length = Math.Min(LongPadding, encoder.MaxLength);
        int padding = encoder.Tokenizer.PaddingId;
        int[][] padded = [.. ids.Select(text => text.Concat(Enumerable.Repeat(padding, length - text.Length)).ToArray())];
        TokenBatch[] paddedBatches = [.. TokenBatch.ByLength(padded, padding, TokensPerBatch, TextsPerBatch)];

        double[][] seconds = Interleaved(
            () => encoder.Read(texts), () => Each(batches, encoder.RunOnly), () => Each(paddedBatches, encoder.RunOnly));
        double ours = texts.Length / Median(seconds[0]);
        double raw = texts.Length / Median(seconds[1]);
        double slow = texts.Length / Median(seconds[2]);
        Console.WriteLine($"{texts.Length:N0} texts, {ids.Average(text => text.Length):0.0} tokens on average, {threads} threads, median of {Rounds} rounds [least, most]:");
        Console.WriteLine($"  encoding with tokenisation  {ours,9:N0} texts/s {Spread(seconds[0], texts.Length)}");
        Console.WriteLine($"  raw session, same batches   {raw,9:N0} texts/s {Spread(seconds[1], texts.Length)}: encoding reaches {ours / raw:P1}");
        Console.WriteLine($"  raw session, padded to {length,3}  {slow,9:N0} texts/s {Spread(seconds[2], texts.Length)}: encoding is {ours / slow:0.00} x as fast");
    }

    private static void Tokenizer((string Text, int[] Ids)[] golden, string vocabulary)
    {
        var tokenizer = BertWordPiece.Load(vocabulary);
        int mismatches = golden.Count(question => !tokenizer.Encode(question.Text).AsSpan()[1..^1].SequenceEqual(question.Ids));
        var buffer = new int[BertWordPiece.DefaultMaxLength];
        long tokens = 0;
        double[] seconds = Interleaved(() =>
        {
            tokens = 0;
            for (int repeat = 0; repeat < 20; repeat++)
            {
                foreach ((string text, _) in golden)
                {
                    tokens += tokenizer.Encode(text, buffer);
                }
            }
        })[0];
        Console.WriteLine($"tokenizer, vocabulary {tokenizer.Vocabulary.Count:N0}, one thread: {tokens / Median(seconds) / 1e6:0.00} million tokens/s, {mismatches} mismatches in {golden.Length:N0} golden texts");
    }

    private static void Storages(string[] texts, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("moodrec-benchmark-").FullName;
        try
        {
            EncoderStorage[] storages = Enum.GetValues<EncoderStorage>();
            string[] folders = [.. storages.Select(storage => storage == EncoderStorage.Fp32 ? Encoder : Path.Combine(folder, $"{storage}"))];
            foreach ((EncoderStorage storage, string output) in storages.Zip(folders).Skip(1))
            {
                EncoderExporter.Export(Encoder, output, storage);
            }

            MoodEncoder[] encoders = [.. folders.Select(output => MoodEncoder.Load(output, threads))];
            double[][] seconds = Interleaved([.. encoders.Select(encoder => (Action)(() => encoder.Read(texts)))]);
            for (int i = 0; i < storages.Length; i++)
            {
                long bytes = new FileInfo(Path.Combine(folders[i], "model.onnx")).Length;
                Console.WriteLine($"storage {storages[i].ToString().ToLowerInvariant()}: {bytes / 1e6:0.00} MB, {texts.Length / Median(seconds[i]):N0} texts/s {Spread(seconds[i], texts.Length)}");
                encoders[i].Dispose();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same batches through the same architecture in PyTorch; says why not, where Python does not have it.</summary>
    private static string? Torch(string python, MoodEncoder encoder, string[] texts, int threads)
    {
        JsonElement config = JsonDocument.Parse(File.ReadAllText(Path.Combine(Encoder, "config.json"))).RootElement;
        int Size(string key) => config.GetProperty(key).GetInt32();
        var start = new ProcessStartInfo(python, ["tests/MlNetMoodRec.Benchmarks/encoding_torch.py"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // As for our own training: with GNU's default, threads that wait for each other made two slower than one.
        start.Environment["GOMP_SPINCOUNT"] = "20000";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            try
            {
                using StreamWriter input = process.StandardInput;
                input.WriteLine($"{Size("n_layers")} {Size("dim")} {Size("n_heads")} {Size("hidden_dim")} {Size("vocab_size")} {Size("max_position_embeddings")} {threads}");
                foreach (TokenBatch batch in encoder.Batches(Tokenized(encoder, texts)))
                {
                    input.WriteLine($"{batch.Shape[0]} {batch.Shape[1]}");
                }
            }
            catch (IOException)
            {
                // It ended before it read: the exit code says so.
            }

            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return errors.Result.Trim().Split('\n')[^1];
            }

            double torch = texts.Length / double.Parse(output, CultureInfo.InvariantCulture);
            Console.WriteLine($"  PyTorch, same batches       {torch,9:N0} texts/s ({threads} thread(s) in one batch, without tokenisation)");
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"no {python}";
        }
    }

    private static int[][] Tokenized(MoodEncoder encoder, string[] texts) => [.. texts.Select(text => encoder.Tokenizer.Encode(text, encoder.MaxLength))];

    private static void Each(TokenBatch[] batches, Action<TokenBatch> run) =>
        Parallel.ForEach(Partitioner.Create(batches, EnumerablePartitionerOptions.NoBuffering), run);

    /// <summary>Seconds of each side, a round of all sides after the other; the first round warms up and is not counted.</summary>
    private static double[][] Interleaved(params Action[] sides)
    {
        double[][] seconds = [.. sides.Select(_ => new double[Rounds])];
        for (int round = -1; round < Rounds; round++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                long start = Stopwatch.GetTimestamp();
                sides[side]();
                if (round >= 0)
                {
                    seconds[side][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }
            }
        }

        return seconds;
    }

    private static double Median(double[] seconds) => seconds.Order().ElementAt(seconds.Length / 2);

    private static string Spread(double[] seconds, int texts) => $"[{texts / seconds.Max():N0}, {texts / seconds.Min():N0}]";

    private static IEnumerable<(string Text, int[] Ids)> Golden(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            JsonElement question = JsonDocument.Parse(line).RootElement;
            yield return (question.GetProperty("text").GetString()!, [.. question.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())]);
        }
    }
}
