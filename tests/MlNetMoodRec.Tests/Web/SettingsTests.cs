using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Web;
using MlNetMoodRec.Web.Hosting;

namespace MlNetMoodRec.Tests.Web;

[TestClass]
public sealed class SettingsTests
{
    private static readonly string SettingsFile = Repository.Path("src", "MlNetMoodRec.Web", "appsettings.json");

    [TestMethod]
    public void SettingsFile_OfTheProgram_ListsEverySettingWithItsDefault()
    {
        MoodRecWebOptions read = OptionsReader.Read(new ConfigurationBuilder().AddJsonFile(SettingsFile)
            .AddInMemoryCollection([new("MoodRec:Pool:ModelPath", "model.zip")]).Build());

        Assert.AreEqual(new MoodRecWebOptions { Pool = new MoodRecPoolOptions { ModelPath = "model.zip" } }, read);
        string text = File.ReadAllText(SettingsFile);
        foreach (PropertyInfo property in typeof(MoodRecWebOptions).GetProperties().Concat(typeof(MoodRecPoolOptions).GetProperties()))
        {
            StringAssert.Contains(text, $"\"{property.Name}\"");
        }
    }

    [TestMethod]
    public void Read_ManyWrongSettings_NamesEachAndNotTheKey()
    {
        MoodRecException exception = Assert.ThrowsExactly<MoodRecException>(() => Read(
            ("MaxTop", "many"), ("MaxTpo", "5"), ("MaxHistory", "-1"), ("RequestTimeout", "soon"), ("RequestsPerMinute", "99999999999"),
            ("ApiKey", "tooshort"), ("Pool:MaxEngines", "0"), ("Pool:ReloadOnChange", "perhaps"), ("Pool:QueueTimeout", "-00:00:01")));

        foreach (string wrong in (string[])[
            "MaxTop is 'many'; expected a whole number", "MaxTpo", "MaxHistory is -1", "RequestTimeout is 'soon'; expected a time",
            "RequestsPerMinute is '99999999999'", "ApiKey has 8 characters", "MaxEngines is 0", "ReloadOnChange is 'perhaps'; expected true or false",
            "QueueTimeout is -00:00:01", "ModelPath is empty"])
        {
            StringAssert.Contains(exception.Message, wrong);
        }

        Assert.DoesNotContain("tooshort", exception.Message);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [TestMethod]
    [DataRow("missing.zip", "There is no model at")]
    [DataRow("broken.zip", "not a whole model zip")]
    public async Task Program_ModelThatCannotBeServed_SaysSoInOneLineAndEndsWith2(string zip, string expected)
    {
        string folder = Directory.CreateTempSubdirectory("moodrec-web-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "broken.zip"), "no zip");

            (int code, string output, string error) = await RunAsync(folder, "--model", zip, "--urls", "http://127.0.0.1:0");

            Assert.AreEqual((2, ""), (code, output), error);
            StringAssert.StartsWith(error, "error: ");
            StringAssert.Contains(error, expected);
            Assert.HasCount(1, error.Trim().Split('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task Program_AddressThatIsTaken_SaysSoInOneLineAndEndsWith2()
    {
        await using RunningService other = await RunningService.StartAsync();

        (int code, _, string error) = await RunAsync(other.Zips.Folder, "--model", other.Zips.Served, "--urls", other.Address.ToString());

        Assert.AreEqual(2, code, error);
        StringAssert.Contains(error, "address already in use");
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(Path.Combine(other.Zips.Folder, "tmp")), "neither the model's files nor those of ONNX Runtime's telemetry are left");
    }

    private static MoodRecWebOptions Read(params (string Key, string Value)[] settings) => OptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"MoodRec:{s.Key}", (string?)s.Value))).Build());

    private static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "moodrec-web.dll"), .. arguments, "--Logging:LogLevel:Default", "None"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // The runtime's own files would lie there.
        start.Environment.Remove("CI"); // It turns the telemetry off, too.
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
