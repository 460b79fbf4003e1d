using System.Diagnostics;

namespace MlNetMoodRec.Tests.Build;

[TestClass]
public sealed class WebWorkingDirectoryTests
{
    /// <summary>'dotnet run --project src/MlNetMoodRec.Web -- --model moodrec.zip' once looked for the zip in the project's folder.</summary>
    [TestMethod]
    public void DotnetRun_OfTheService_StartsWhereTheCommandIsGiven()
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "src/MlNetMoodRec.Web", "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = Repository.Root.FullName,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string folder = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();

        Assert.AreEqual(0, process.ExitCode, folder);
        Assert.AreEqual(Path.TrimEndingDirectorySeparator(Repository.Root.FullName), Path.TrimEndingDirectorySeparator(folder));
    }
}
