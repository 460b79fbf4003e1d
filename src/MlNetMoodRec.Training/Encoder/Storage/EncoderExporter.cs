using Google.Protobuf;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Onnx;
using MlNetMoodRec.Training.Onnx.Format;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Writes an encoder that was trained or imported with its weights in another storage.</summary>
public static class EncoderExporter
{
    private static readonly string[] Texts = ["", "so tired today", "Finally Friday, let's dance!", "Can't sleep, everything hurts."];

    /// <summary>Writes a copy of an encoder's folder. Nothing is left behind when it fails.</summary>
    /// <param name="folder">An encoder stored as <see cref="EncoderStorage.Fp32"/>.</param>
    /// <param name="output">The folder to write.</param>
    /// <param name="storage">How its weights are stored.</param>
    /// <exception cref="MoodRecException">The folder holds no such encoder, or the output is the same one.</exception>
    public static EncoderExportResult Export(string folder, string output, EncoderStorage storage)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (Path.GetFullPath(folder).TrimEnd('/') == Path.GetFullPath(output).TrimEnd('/'))
        {
            throw new MoodRecException($"The encoder is to go to its own folder '{output}'; expected another one: the 32-bit weights would be lost.");
        }

        using MoodEncoder before = MoodEncoder.Load(folder, threads: 1);
        byte[] original = File.ReadAllBytes(Path.Combine(folder, EncoderFolder.ModelFile));
        ModelProto model = ModelProto.Parser.ParseFrom(original);
        OnnxGraph.NameSlots(model, MoodColumns.EmotionProbabilities, Emotions.Names);
        StoredWeights.Rewrite(model, storage);
        byte[] onnx = model.ToByteArray();
        string aside = $"{Path.GetFullPath(output).TrimEnd('/')}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(aside);
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                File.Copy(file, Path.Combine(aside, Path.GetFileName(file)));
            }

            File.WriteAllBytes(Path.Combine(aside, EncoderFolder.ModelFile), onnx);
            if (storage != EncoderStorage.Fp32)
            {
                EncoderFolder.WriteStorage(aside, storage);
            }

            using MoodEncoder after = MoodEncoder.Load(aside, threads: 1);
            EncoderExportResult result = new(output, storage, original.LongLength, onnx.LongLength, Difference(before, after));
            Directory.CreateDirectory(output);
            foreach (string file in Directory.EnumerateFiles(aside))
            {
                File.Move(file, Path.Combine(output, Path.GetFileName(file)), overwrite: true);
            }

            return result;
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static double Difference(MoodEncoder before, MoodEncoder after) => before.Read(Texts).Zip(after.Read(Texts))
        .Max(pair => Math.Max(Math.Abs(pair.First.Valence - pair.Second.Valence), Math.Abs(pair.First.Arousal - pair.Second.Arousal)));
}
