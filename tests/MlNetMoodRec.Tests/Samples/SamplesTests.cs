using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Recommendation;

namespace MlNetMoodRec.Tests.Samples;

/// <summary>The package, and the samples built from the packed file and run with a model zip.</summary>
[TestClass]
[TestCategory("Slow")]
public sealed partial class SamplesTests
{
    private const string Text = "so happy today, let's dance 🎉";
    private const string Recent = "s0246,s0211";

    private static PackedSamples s_samples = null!;
    private static string s_zip = null!;
    private static string s_garbage = null!;
    private static SongRecommendations s_expected = null!;

    [ClassInitialize]
    public static void PackAndTrain(TestContext _)
    {
        s_samples = new PackedSamples();
        s_zip = s_samples.PathOf("moodrec.zip");
        s_garbage = s_samples.PathOf("garbage.zip");
        SampleModel.TrainTo(s_zip);
        File.WriteAllText(s_garbage, "no zip");
        using MoodRecModel model = MoodRecModel.Load(s_zip);
        s_expected = model.Recommend(new ListenerContext { Text = Text, RecentSongIds = Recent.Split(','), TopN = 5 });
    }

    [ClassCleanup]
    public static void Delete() => s_samples.Dispose();

    [TestMethod]
    public void Package_Packed_IsSmallAndHoldsWhatItShould()
    {
        using ZipArchive package = ZipFile.OpenRead(s_samples.Package);
        using ZipArchive symbols = ZipFile.OpenRead(s_samples.Symbols);
        using var reader = new StreamReader(package.GetEntry("MlNetMoodRec.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();

        Assert.IsLessThanOrEqualTo(200_000L, new FileInfo(s_samples.Package).Length);
        Assert.IsNotNull(package.GetEntry("README.md"));
        Assert.IsNotNull(package.GetEntry("lib/net10.0/MlNetMoodRec.xml"));
        Assert.IsNotNull(symbols.GetEntry("lib/net10.0/MlNetMoodRec.pdb"));
        StringAssert.Contains(nuspec, "<license type=\"expression\">MIT</license>");
        StringAssert.Contains(nuspec, "<readme>README.md</readme>");
        StringAssert.Contains(nuspec, "<dependency id=\"Microsoft.ML.OnnxRuntime\"");
        Assert.DoesNotContain("torch", nuspec, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public void Console_OfThePackage_PrintsTheSongs()
    {
        string program = Build("console");

        (int exitCode, string output, string error) = s_samples.Run(program, s_zip, Text, Recent);

        Assert.AreEqual((0, ""), (exitCode, error));
        string[] lines = output.TrimEnd().Split('\n');
        StringAssert.StartsWith(lines[0], $"joy, valence +0");
        CollectionAssert.AreEqual(s_expected.SongIds, lines[1..].Select(l => l.Split('\t')[0]).ToArray());
        AssertOneLineAboutTheGarbage(s_samples.Run(program, s_garbage, Text, Recent));
        AssertNothingLeft();
    }

    [TestMethod]
    public void PlainMLNet_OfThePackage_AnswersTheSame()
    {
        string program = Build("plain-mlnet");

        (int exitCode, string output, string error) = s_samples.Run(program, s_zip, Text, Recent);

        Assert.AreEqual((0, ""), (exitCode, error));
        SongRecommendations there = JsonSerializer.Deserialize<SongRecommendations>(output)!;
        CollectionAssert.AreEqual(s_expected.SongIds, there.SongIds);
        CollectionAssert.AreEqual(s_expected.Scores, there.Scores);
        Assert.AreEqual(s_expected.Valence, there.Valence);
    }

    [TestMethod]
    public async Task Web_OfThePackage_AnswersOverHttp()
    {
        string program = Build("web");
        using Process server = Process.Start(s_samples.StartOf(program, "--Model", s_zip, "--urls", "http://127.0.0.1:0"))!;
        try
        {
            Task<string> error = server.StandardError.ReadToEndAsync();
            using var client = new HttpClient { BaseAddress = await AddressAsync(server) };
            Task<string> rest = server.StandardOutput.ReadToEndAsync();

            using HttpResponseMessage answer = await client.PostAsJsonAsync("/recommend", new { text = Text, recentSongIds = Recent.Split(','), topN = 5 });
            SongRecommendations songs = (await answer.Content.ReadFromJsonAsync<SongRecommendations>())!;
            using HttpResponseMessage bad = await client.PostAsync("/recommend", new StringContent("{", null, "application/json"));
            string health = await client.GetStringAsync("/healthz");
            using (Process kill = Process.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await server.WaitForExitAsync();
            }

            CollectionAssert.AreEqual(s_expected.SongIds, songs.SongIds);
            Assert.AreEqual(HttpStatusCode.BadRequest, bad.StatusCode);
            Assert.AreEqual("Healthy", health);
            Assert.AreEqual((0, ""), (server.ExitCode, await error));
            Assert.DoesNotContain("so happy", await rest, "a listener's text is private");
        }
        finally
        {
            server.Kill();
        }

        AssertOneLineAboutTheGarbage(s_samples.Run(program, "--Model", s_garbage));
        AssertNothingLeft();
    }

    [TestMethod]
    public void Worker_OfThePackage_AnswersEveryRequestOfItsInput()
    {
        string program = Build("worker");
        string input = s_samples.PathOf("requests.jsonl");
        string output = s_samples.PathOf("answers.jsonl");
        File.WriteAllLines(input, Enumerable.Range(0, 200).Select(i =>
            JsonSerializer.Serialize(new { userId = $"u{i}", text = i % 2 == 0 ? Text : "", recentSongIds = Recent.Split(','), topN = 5 })));

        (int exitCode, _, string error) = s_samples.Run(program, "--Model", s_zip, "--Input", input, "--Output", output);

        Assert.AreEqual((0, ""), (exitCode, error));
        JsonElement[] answers = [.. File.ReadLines(output).Select(l => JsonDocument.Parse(l).RootElement)];
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 200).Select(i => $"u{i}").ToArray(), answers.Select(a => a.GetProperty("userId").GetString()).ToArray());
        foreach (JsonElement answer in answers.Where(a => a.GetProperty("basis").GetString() == RecommendationBasis.HistoryAndMood))
        {
            CollectionAssert.AreEqual(s_expected.Titles, answer.GetProperty("titles").EnumerateArray().Select(t => t.GetString()).ToArray());
        }

        Assert.AreEqual(100, answers.Count(a => a.GetProperty("basis").GetString() == RecommendationBasis.HistoryAndMood));
        Assert.AreEqual(2, s_samples.Run(program, "--Model", s_zip, "--Input", "no-such.jsonl", "--Output", output).ExitCode);
        AssertOneLineAboutTheGarbage(s_samples.Run(program, "--Model", s_garbage));
        AssertNothingLeft();
    }

    private static string Build(string sample)
    {
        string program = s_samples.Build(sample);
        string[] torch = [.. Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*torch*", new EnumerationOptions
        {
            MatchCasing = MatchCasing.CaseInsensitive,
            RecurseSubdirectories = true,
        })];
        Assert.IsEmpty(torch, string.Join(", ", torch));
        return program;
    }

    private static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    private static void AssertOneLineAboutTheGarbage((int ExitCode, string Output, string Error) run)
    {
        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "garbage.zip");
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'), run.Error);
    }

    private static void AssertNothingLeft() =>
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(s_samples.PathOf("temporary"), "moodrec-*"));

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
