using System.Diagnostics;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Scoring;

/// <summary>The program as a process of its own: killed, and without room to write.</summary>
[TestClass]
[DoNotParallelize] // It takes all cores, and the time of a run tells when to kill the next.
public sealed class ScoringProcessTests
{
    private const int Rows = 60_000;
    private const int Kills = 10;

    [TestMethod]
    [TestCategory("Slow")]
    [DataRow("in.jsonl.gz", "out.jsonl")]
    [DataRow("in.parquet", "out.parquet")]
    [DataRow("in.csv", "out.csv.gz")]
    public void Score_KilledAtTenRandomPoints_GivesTheBytesOfAnUndisturbedRun(string inputName, string outputName)
    {
        using var folder = new DataFolder();
        string model = ScoringModel.WriteTo(Path.GetDirectoryName(folder.Name("x"))!);
        string input = ContextFile.Write(folder.Name(inputName), ScoringModel.Listeners(Rows));
        string undisturbed = folder.Name("undisturbed-" + outputName);
        var watch = Stopwatch.StartNew();
        Assert.AreEqual(0, Score(model, input, undisturbed, out string message), message);
        int duration = (int)watch.ElapsedMilliseconds;

        string output = folder.Name(outputName);
        var random = new Random(11);
        int resumed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Start(model, input, output);
            if (!process.WaitForExit(random.Next(duration / 5, duration)))
            {
                process.Kill(); // SIGKILL
                process.WaitForExit();
            }

            string error = process.StandardError.ReadToEnd();
            resumed += error.Contains("going on after row", StringComparison.Ordinal) ? 1 : 0;
            Assert.IsTrue(process.ExitCode is 0 or 137, error);
            Assert.IsTrue(process.ExitCode != 0 || File.Exists(output), error);
            if (File.Exists(output)) // Also after a kill between its renaming and the end.
            {
                CollectionAssert.AreEqual(File.ReadAllBytes(undisturbed), File.ReadAllBytes(output), "complete or absent");
            }

            if (process.ExitCode == 0)
            {
                File.Delete(output);
            }
        }

        Assert.AreEqual(0, Score(model, input, output, out string last), last);
        CollectionAssert.AreEqual(File.ReadAllBytes(undisturbed), File.ReadAllBytes(output));
        Assert.IsGreaterThan(1, resumed, "the kills came too early to test anything");
        Assert.IsFalse(Directory.Exists(ScoringJournal.FolderOf(output)));
    }

    /// <summary>A limit on the size of files stands for a full disk: writing fails in the middle with an error of the system.</summary>
    [TestMethod]
    [TestCategory("Slow")]
    [DataRow("out.jsonl")]
    [DataRow("out.parquet")]
    public void Score_NoRoomToWrite_SaysSoAndGoesOnLater(string outputName)
    {
        using var folder = new DataFolder();
        string model = ScoringModel.WriteTo(Path.GetDirectoryName(folder.Name("x"))!);
        string input = ContextFile.Write(folder.Name("in.jsonl"), ScoringModel.Listeners(Rows / 2));
        string undisturbed = folder.Name("undisturbed-" + outputName);
        Assert.AreEqual(0, Score(model, input, undisturbed, out string message), message);
        string output = folder.Name(outputName);

        // In blocks of 1024 bytes; the signal that goes with the limit would end the program without a word.
        ProcessStartInfo start = Redirected(
            "/bin/bash", "-c", $"ulimit -f 12000; trap '' XFSZ; exec \"$0\" \"$@\"", Program, "score", "--model", model, "--input", input, "--output", output);

        // .NET maps its code from a large file in memory, which the limit forbids as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process limited = Process.Start(start)!;
        string error = limited.StandardError.ReadToEnd();
        limited.WaitForExit();

        Assert.AreEqual(2, limited.ExitCode, error);
        StringAssert.Contains(error, "cannot be written");
        StringAssert.Contains(error, "goes on where it stopped");
        Assert.IsFalse(File.Exists(output));
        Assert.AreEqual(0, Score(model, input, output, out error), error);
        StringAssert.Contains(error, "going on after row");
        CollectionAssert.AreEqual(File.ReadAllBytes(undisturbed), File.ReadAllBytes(output));
    }

    /// <summary>
    /// The program in its own output folder: that of the tests lacks the assemblies that ASP.NET Core's shared framework brings,
    /// with which the tests run and the program does not.
    /// </summary>
    private static string Program => Path.Combine(
        Repository.Path("src", "MlNetMoodRec.Cli"),
        Path.GetRelativePath(Repository.Path("tests", "MlNetMoodRec.Tests"), AppContext.BaseDirectory),
        OperatingSystem.IsWindows() ? "moodrec.exe" : "moodrec");

    private static int Score(string model, string input, string output, out string error)
    {
        using Process process = Start(model, input, output);
        error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(string model, string input, string output) =>
        Process.Start(Redirected(Program, "score", "--model", model, "--input", input, "--output", output))!;

    private static ProcessStartInfo Redirected(string program, params string[] args) =>
        new(program, args) { RedirectStandardError = true, RedirectStandardOutput = true };
}
