using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The state of a training between two steps.</summary>
internal sealed class MoodLstmCheckpoint
{
    private const string Magic = "MlNetMoodRec LSTM checkpoint 3";

    /// <summary>The epochs that are complete.</summary>
    public List<TrainingEpoch> Epochs { get; private init; } = [];

    /// <summary>Steps done of the current epoch.</summary>
    public int Step { get; set; }

    /// <summary>Sum of the losses of those steps.</summary>
    public double LossSum { get; set; }

    /// <summary>The weights of the best epoch, in the order of the network's parameters.</summary>
    public float[][]? BestWeights { get; set; }

    /// <summary>The place of the epoch with the best NDCG@10 on the validation data, the first of equals; -1 without any.</summary>
    public int BestEpoch => Epochs.FindIndex(e => e.ValidationNdcg is double ndcg && ndcg == Epochs.Max(other => other.ValidationNdcg));

    /// <summary>What must be the same for a training to go on: the options that matter and the data.</summary>
    public static string Fingerprint(MoodLstmOptions options, ListeningSequences data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(options with { CheckpointPath = "", Threads = 1, Als = options.Als with { Threads = 1 } }));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(data.Songs.Ids));
        hash.AppendData(MemoryMarshal.AsBytes(data.Texts.Values));
        foreach (ListeningSequence sequence in data.Sequences)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(sequence.Songs));
            hash.AppendData(MemoryMarshal.AsBytes<int>(sequence.Texts));
            hash.AppendData(MemoryMarshal.AsBytes<float>(sequence.Feedback));
            hash.AppendData(MemoryMarshal.AsBytes<float>(sequence.Valence));
            hash.AppendData(MemoryMarshal.AsBytes<float>(sequence.ElapsedHours));
            hash.AppendData(MemoryMarshal.AsBytes<float>(sequence.TextHours));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Writes to a file beside the path first, so that an interrupted write leaves the last checkpoint as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">What <see cref="Fingerprint"/> gave.</param>
    /// <param name="network">The network.</param>
    /// <param name="saveOptimizers">Writes the state of its optimisers.</param>
    public void Save(string path, string fingerprint, MoodLstmNetwork network, Action<BinaryWriter> saveOptimizers)
    {
        string aside = path + ".new";
        using (var writer = new BinaryWriter(File.Create(aside)))
        {
            writer.Write(Magic);
            writer.Write(fingerprint);
            writer.Write(JsonSerializer.Serialize(Epochs));
            writer.Write(Step);
            writer.Write(LossSum);
            Write(writer, network.GetWeights());
            Write(writer, BestWeights ?? []);
            saveOptimizers(writer);
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint into the network and its optimisers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">What <see cref="Fingerprint"/> gave.</param>
    /// <param name="network">The network.</param>
    /// <param name="loadOptimizers">Reads the state of its optimisers.</param>
    /// <exception cref="MoodRecException">The file is none, is damaged, or belongs to another training.</exception>
    public static MoodLstmCheckpoint Load(string path, string fingerprint, MoodLstmNetwork network, Action<BinaryReader> loadOptimizers)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != Magic)
            {
                throw new InvalidDataException("it does not begin as one");
            }

            if (reader.ReadString() != fingerprint)
            {
                throw new MoodRecException(
                    $"The checkpoint {path} belongs to a training with other options or other data. Give those, or delete the file to start anew.");
            }

            var checkpoint = new MoodLstmCheckpoint
            {
                Epochs = JsonSerializer.Deserialize<List<TrainingEpoch>>(reader.ReadString()) ?? [],
                Step = reader.ReadInt32(),
                LossSum = reader.ReadDouble(),
            };
            network.SetWeights(Read(reader));
            float[][] best = Read(reader);
            checkpoint.BestWeights = best.Length > 0 ? best : null;
            loadOptimizers(reader);
            return checkpoint;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException or FormatException or JsonException)
        {
            throw new MoodRecException($"{path} is no usable checkpoint: {exception.Message}. Delete the file to start anew.", exception);
        }
    }

    private static void Write(BinaryWriter writer, float[][] weights)
    {
        writer.Write(weights.Length);
        foreach (float[] values in weights)
        {
            writer.Write(values.Length);
            writer.Write(MemoryMarshal.AsBytes<float>(values));
        }
    }

    private static float[][] Read(BinaryReader reader)
    {
        var weights = new float[ReadCount(reader)][];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = new float[ReadCount(reader)];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights[i].AsSpan()));
        }

        return weights;
    }

    /// <summary>A count, checked against what is left of the file, so that a damaged one is not allocated for.</summary>
    private static int ReadCount(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        return count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position
            ? count
            : throw new InvalidDataException("it is damaged");
    }
}
