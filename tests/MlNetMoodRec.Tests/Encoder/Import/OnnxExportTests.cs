using Google.Protobuf;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Tests.Cli;
using MlNetMoodRec.Training.Encoder.Import;
using MlNetMoodRec.Training.Onnx.Format;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class OnnxExportTests
{
    private static readonly string[] SixEmotions = ["sadness", "joy", "love", "anger", "fear", "surprise"];
    private static readonly string[] Texts = ["i feel so happy today!", "", "tired", "love this song. so sad, so sad, so sad so sad so sad"];

    [TestMethod]
    [DataRow("model.onnx", false)]
    [DataRow("model.onnx", true)]
    [DataRow("onnx/model.onnx", false)]
    public void Import_Export_GivesWhatTheSafetensorsGive(string place, bool byFile)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: SixEmotions);
        IReadOnlyList<MoodReading> expected = ImportedReadings(checkpoint);
        string file = WriteExport(checkpoint, place);

        EncoderImportResult result = Import(checkpoint, byFile ? file : checkpoint.Folder);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        foreach ((MoodReading found, MoodReading wanted) in encoder.Read(Texts).Zip(expected))
        {
            Assert.AreEqual(wanted.Valence, found.Valence, 1e-5f);
            Assert.AreEqual(wanted.Arousal, found.Arousal, 1e-5f);
            Assert.AreEqual(wanted.Emotion, found.Emotion);
            Assert.IsLessThan(1e-5f, wanted.SentimentEmbedding.Zip(found.SentimentEmbedding, (a, b) => Math.Abs(a - b)).Max());
        }

        Assert.AreEqual("the export", result.ComparedWith);
        Assert.IsLessThanOrEqualTo(1e-5, result.LargestDifference);
        CollectionAssert.AreEqual(SixEmotions, result.Labels.ToArray());
    }

    [TestMethod]
    public void Import_SliceInPlaceOfGather_IsFound()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: SixEmotions);
        IReadOnlyList<MoodReading> expected = ImportedReadings(checkpoint);
        WriteExport(checkpoint, "model.onnx", model =>
        {
            NodeProto gather = model.Graph.Node.Last(node => node.OpType == "Gather");
            string hidden = gather.Input[0];
            string[] bounds = [.. new[] { 0L, 1, 1 }.Select((bound, i) => AddConstant(model, $"bound{i}", bound))];
            var slice = new NodeProto { OpType = "Slice", Name = "slice" };
            slice.Input.AddRange([hidden, bounds[0], bounds[1], bounds[2]]);
            slice.Output.Add("sliced");
            var squeeze = new NodeProto { OpType = "Squeeze", Name = "squeeze" };
            squeeze.Input.AddRange(["sliced", bounds[2]]);
            squeeze.Output.Add(gather.Output[0]);
            int at = model.Graph.Node.IndexOf(gather);
            model.Graph.Node.RemoveAt(at);
            model.Graph.Node.Insert(at, squeeze);
            model.Graph.Node.Insert(at, slice);
        });

        Import(checkpoint, checkpoint.Folder);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        Assert.AreEqual(expected[0].Valence, encoder.Read(Texts[0]).Valence, 1e-5f);
    }

    [TestMethod]
    [DataRow("an input input_ids of Int32", "int32")]
    [DataRow("of Int64 [1, ?], expected int64 [batch, length]", "batch")]
    [DataRow("no input attention_mask", "mask")]
    [DataRow("the input 'token_type_ids', which a DistilBERT does not have", "types")]
    [DataRow("no output logits", "logits")]
    [DataRow("operator set 12, expected 13", "opset")]
    [DataRow("in another file", "external")]
    [DataRow("takes the first token's state", "pooled")]
    [DataRow("as many as there are labels", "labels")]
    [DataRow("dim in config.json", "dim")]
    [DataRow("vocabulary in config.json", "vocabulary")]
    [DataRow("cannot be read as an ONNX model", "cut")]
    [DataRow("no config.json beside it", "config")]
    public void Import_WrongExport_SaysWhatWasFoundAndExpected(string message, string fault)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: SixEmotions);
        string file = WriteExport(checkpoint, "model.onnx", model => Break(model, fault));
        switch (fault)
        {
            case "labels":
                checkpoint.Config["id2label"]!.AsObject().Remove("5");
                break;
            case "dim":
                checkpoint.Config["dim"] = 15;
                break;
            case "vocabulary":
                checkpoint.Config["vocab_size"] = 1000;
                break;
            case "cut":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
                break;
        }

        checkpoint.WriteConfig();
        if (fault == "config")
        {
            File.Delete(checkpoint.PathOf("config.json"));
        }

        CliRun.Of("encoder", "import", file, "--out", checkpoint.Output).AssertBadInput(message);

        Assert.IsFalse(Directory.Exists(checkpoint.Output));
    }

    private static void Break(ModelProto model, string fault)
    {
        ValueInfoProto ids = model.Graph.Input.Single(input => input.Name == "input_ids");
        switch (fault)
        {
            case "int32":
                ids.Type.TensorType.ElemType = (int)DataType.Int32;
                break;
            case "batch":
                ids.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = 1 };
                break;
            case "mask":
                model.Graph.Input.Remove(model.Graph.Input.Single(input => input.Name == "attention_mask"));
                break;
            case "types":
                ValueInfoProto types = ids.Clone();
                types.Name = "token_type_ids";
                model.Graph.Input.Add(types);
                break;
            case "logits":
                model.Graph.Output[0].Name = "scores";
                break;
            case "opset":
                model.OpsetImport.First(set => set.Domain == "").Version = 12;
                break;
            case "external":
                model.Graph.Initializer[0].DataLocation = 1;
                break;
            case "pooled":
                model.Graph.Node.Last(node => node.OpType == "Gather").Attribute[0].I = 0;
                break;
        }
    }

    private static IReadOnlyList<MoodReading> ImportedReadings(SyntheticCheckpoint checkpoint)
    {
        Import(checkpoint, checkpoint.Folder);
        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        return encoder.Read(Texts);
    }

    private static EncoderImportResult Import(SyntheticCheckpoint checkpoint, string source) =>
        EncoderImporter.Import(new EncoderImportOptions { Checkpoint = source, OutputFolder = checkpoint.Output });

    /// <summary>
    /// Writes the checkpoint as an ONNX export in place of its safetensors: the part of its imported graph from the ids to
    /// the logits, with names of its own.
    /// </summary>
    private static string WriteExport(SyntheticCheckpoint checkpoint, string place, Action<ModelProto>? change = null)
    {
        Import(checkpoint, checkpoint.Folder);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(checkpoint.Output, "model.onnx")));
        foreach (ValueInfoProto output in model.Graph.Output.Where(output => output.Name != "logits").ToArray())
        {
            model.Graph.Output.Remove(output);
        }

        HashSet<string> needed = ["logits"];
        foreach (NodeProto node in model.Graph.Node.Reverse().ToArray())
        {
            if (node.Output.Any(needed.Contains))
            {
                needed.UnionWith(node.Input);
            }
            else
            {
                model.Graph.Node.Remove(node);
            }
        }

        foreach (TensorProto weight in model.Graph.Initializer.Where(weight => !needed.Contains(weight.Name)).ToArray())
        {
            model.Graph.Initializer.Remove(weight);
        }

        model.OpsetImport.Remove(model.OpsetImport.Single(set => set.Domain != ""));
        change?.Invoke(model);
        string file = checkpoint.PathOf(place);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, model.ToByteArray());
        File.Delete(checkpoint.PathOf("model.safetensors"));
        Directory.Delete(checkpoint.Output, recursive: true);
        return file;
    }

    private static string AddConstant(ModelProto model, string name, long value)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)DataType.Int64 };
        tensor.Dims.Add(1);
        tensor.Int64Data.Add(value);
        model.Graph.Initializer.Add(tensor);
        return name;
    }
}
