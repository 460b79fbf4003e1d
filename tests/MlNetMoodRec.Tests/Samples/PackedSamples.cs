using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;

namespace MlNetMoodRec.Tests.Samples;

/// <summary>
/// The samples of tests/samples, copied to a temporary folder beside a freshly packed MlNetMoodRec and built there, so that
/// nothing of this repository but the package reaches them.
/// </summary>
internal sealed class PackedSamples : IDisposable
{
    private static readonly string GlobalPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moodrec-samples-");

    public PackedSamples()
    {
        Dotnet(Repository.Root.FullName, "pack", "-c", "Release", Repository.Path("src", "MlNetMoodRec"), "--output", PathOf("packages"));
        foreach (string file in Directory.EnumerateFiles(Repository.Path("tests", "samples"), "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Repository.Path("tests", "samples"), file);
            if (!relative.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "packages"]).Any())
            {
                string copy = PathOf(relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    public string Package => Directory.GetFiles(PathOf("packages"), "*.nupkg").Single();

    public string Symbols => Directory.GetFiles(PathOf("packages"), "*.snupkg").Single();

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Builds a sample and gives the program's path.</summary>
    public string Build(string sample)
    {
        string output = PathOf("built", sample);
        Dotnet(PathOf(sample), "build", "-c", "Release", "--output", output);
        string program = Path.GetFileNameWithoutExtension(Directory.GetFiles(PathOf(sample), "*.csproj").Single());
        Assert.AreEqual(
            Hash(ZipFile.OpenRead(Package), "lib/net10.0/MlNetMoodRec.dll"),
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(output, "MlNetMoodRec.dll")))),
            "the sample was built with another copy of the package than the packed one");
        return Path.Combine(output, program);
    }

    /// <summary>How to start a program with a folder of its own for temporary files.</summary>
    public ProcessStartInfo StartOf(string program, params string[] arguments)
    {
        Directory.CreateDirectory(PathOf("temporary"));
        return new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
            Environment = { ["TMPDIR"] = PathOf("temporary"), ["DOTNET_EnableDiagnostics"] = "0" },
        };
    }

    /// <summary>Runs a program to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(string program, params string[] arguments) => Run(StartOf(program, arguments));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Dotnet(string workingDirectory, params string[] arguments)
    {
        // No server of the compiler or of MSBuild outlives the command: it would keep the output open.
        var start = new ProcessStartInfo("dotnet", [.. arguments, "-p:UseSharedCompilation=false", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
            Environment = { ["NUGET_PACKAGES"] = arguments[0] == "pack" ? GlobalPackages : PathOf("cache") },
        };

        // The packages of others need not be fetched again; a copy of ours that was once restored there must not be used.
        if (!Directory.Exists(Path.Combine(GlobalPackages, "mlnetmoodrec")))
        {
            start.Environment["NUGET_FALLBACK_PACKAGES"] = GlobalPackages;
        }

        (int exitCode, string output, string error) = Run(start);
        Assert.AreEqual(0, exitCode, $"dotnet {string.Join(' ', arguments)}\n{output}{error}");
    }

    private static (int ExitCode, string Output, string Error) Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static string Hash(ZipArchive zip, string entry)
    {
        using (zip)
        {
            using Stream stream = zip.GetEntry(entry)!.Open();
            return Convert.ToHexString(SHA256.HashData(stream));
        }
    }
}
