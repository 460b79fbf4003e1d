using MlNetMoodRec;
using MlNetMoodRec.Web.Hosting;

if (args.Any(a => a is "--help" or "-h" or "-?"))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

try
{
    await using WebApplication service = MoodRecService.Create(args);
    await service.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is MoodRecException or IOException)
{
    // An IOException here is an address that is taken or not this machine's: its message names the address.
    await Console.Error.WriteLineAsync($"error: {exception.Message}");
    return 2;
}
