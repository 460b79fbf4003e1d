using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Readme;

/// <summary>What the READMEs show is what this file, or a sample, compiles and runs.</summary>
[TestClass]
[DoNotParallelize] // It changes the current folder.
public sealed partial class ReadmeTests
{
    [TestMethod]
    public async Task Pipeline_OfTheReadme_TrainsSavesAndAnswers()
    {
        // Looks like the repository's root, where a model that the reader has trained would be written over.
        string before = Environment.CurrentDirectory;
        DirectoryInfo root = Directory.CreateTempSubdirectory("moodrec-readme-");
        Array.ForEach(["data", "models"], folder => Directory.CreateSymbolicLink(Path.Combine(root.FullName, folder), Repository.Path(folder)));
        Environment.CurrentDirectory = root.FullName;
        try
        {
            Pipeline();

            Embed();
            await Serve(CancellationToken.None);
            using MoodRecModel model = MoodRecModel.Load("moodrec.zip");
            Assert.HasCount(10, model.Recommend(new ListenerContext { Text = "feeling great" }).SongIds);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            root.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DataRow("README.md")]
    [DataRow("src/MlNetMoodRec/README.md")]
    public void Code_OfAReadme_IsTheOneThatRuns(string readme)
    {
        string[] blocks = [.. CodeBlock().Matches(File.ReadAllText(Repository.Path(readme))).Select(m => Normalise(m.Groups[1].Value))];
        IEnumerable<string> files = Directory.EnumerateFiles(Repository.Path("tests", "samples"), "*.cs", SearchOption.AllDirectories).Append(SourcePath());
        string source = Normalise(string.Join('\n', files.Select(File.ReadAllText)));

        Assert.IsNotEmpty(blocks);
        foreach (string line in blocks.SelectMany(b => b.Split('\n')))
        {
            StringAssert.Contains(source, line, $"a line of C# in {readme} is neither in ReadmeTests.cs nor in tests/samples");
        }
    }

    private static void Pipeline()
    {
        var ml = new MLContext(seed: 1);
        var mood = ml.MoodRec();

        var songs = mood.Data.LoadCatalogue("data/sample/songs.csv");
        var events = mood.Data.WithHistory(mood.Data.LoadInteractions("data/sample/interactions.csv"), length: 50);
        var (train, validation, test) = mood.Data.SplitByTime(events, 0.7, 0.2);

        var encode = mood.Text.EncodeMood("models/mood-encoder");   // Text -> SentimentEmbedding, Valence, Arousal, Emotion
        var pipeline = encode.Append(mood.Trainers.MoodLstm(
            new MoodLstmOptions { Epochs = 5 }, validation: encode.Fit(validation).Transform(validation), songs));

        var model = pipeline.Fit(train);
        Console.WriteLine(mood.Evaluate(model.Transform(test)));
        MoodRecModel.Save(ml, model, train.Schema, new ModelManifest { Method = "mood-lstm" }, songs, "moodrec.zip");
    }

    private static void Embed()
    {
        using var model = MoodRecModel.Load("moodrec.zip");
        SongRecommendations answer = model.Recommend(new ListenerContext
        {
            Text = "long day, need something calm",
            RecentSongIds = ["s0246", "s0211"],
            TopN = 5,
        });
        Console.WriteLine($"{answer.Emotion} ({answer.Valence:+0.00;-0.00}): {string.Join(", ", answer.Titles)}");
    }

    private static async Task Serve(CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddMoodRec(new MoodRecPoolOptions { ModelPath = "moodrec.zip" });
        await using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<MoodRecEnginePool>();

        // where a request is answered:
        SongRecommendations songs = await pool.RecommendAsync(new ListenerContext { Text = "feeling great" }, cancellationToken);
        Assert.HasCount(10, songs.SongIds);
    }

    /// <summary>Without indentation and blank lines.</summary>
    private static string Normalise(string code) =>
        string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string SourcePath([CallerFilePath] string path = "") =>
        File.Exists(path) ? path : Repository.Path("tests", "MlNetMoodRec.Tests", "Readme", "ReadmeTests.cs");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
