using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Tests.Web;

/// <summary>The page in a real browser: Debian's Chromium, which <c>.ci/install-chromium</c> installs.</summary>
[TestClass]
[TestCategory("Slow")]
public sealed class PageTests
{
    private static IPlaywright _playwright = null!;
    private static IBrowser _browser = null!;
    private readonly List<string> _wrong = [];

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        string[] folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        string? chromium = folders.Select(f => Path.Combine(f, "chromium")).FirstOrDefault(File.Exists);
        Assert.IsNotNull(chromium, "There is no program 'chromium': run .ci/install-chromium.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    [TestCleanup]
    public void NothingWentWrong() => Assert.IsEmpty(_wrong, string.Join('\n', _wrong));

    [TestMethod]
    public async Task Page_KeyboardAlone_AsksAndAnswers()
    {
        await using RunningService service = await RunningService.StartAsync();
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the songs" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("How do you feel?")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("so happy today");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Songs you heard", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("song");
        await Expect(Found(page).GetByRole(AriaRole.Option)).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Found(page).GetByRole(AriaRole.Option, new() { Selected = true })).ToHaveTextAsync("Song b");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song b”" })).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync(new Regex("^3 songs for "));
        await Expect(Titles(page, "With your words")).ToHaveTextAsync(["Song a", "Song c", "Song d"]);
        await Expect(Titles(page, "Without your words")).ToHaveTextAsync(["Song a", "Song c", "Song d"]);
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Mood plane: .*valence [+−]\\d") })).ToBeVisibleAsync();
        await Expect(page.GetByText("There are no more than 3 songs left")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Page_SongsHeard_AreSearchedPickedAndRemovedWithTheFocusKept()
    {
        await using RunningService service = await RunningService.StartAsync();
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);
        ILocator search = page.GetByLabel("Songs you heard", new() { Exact = true });

        await search.FillAsync("nothing of the kind");
        await Expect(page.Locator("#search-note")).ToHaveTextAsync("No song found.");
        foreach (string song in (string[])["Song a", "Song b"])
        {
            await search.FillAsync(song);
            await Found(page).GetByRole(AriaRole.Option, new() { Name = song }).ClickAsync();
        }

        await Expect(search).ToBeFocusedAsync();
        await Expect(page.Locator("#heard li")).ToHaveTextAsync(["Song a×", "Song b×"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song a”" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song b”" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(search).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByText("What most people play.")).ToBeVisibleAsync();
        foreach (string song in (string[])["a", "b", "c", "d"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"I heard “Song {song}”" }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByText("There is no song left to recommend.")).ToBeVisibleAsync();
        await page.GetByLabel("Songs I heard may come again").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(4);
    }

    [TestMethod]
    public async Task Page_ServiceSlowBusyOrGone_SaysSoAndGoesOn()
    {
        RunningService service = await RunningService.StartAsync("--MoodRec:Pool:MaxEngines", "1", "--MoodRec:Pool:QueueTimeout", "00:00:02");
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service, mayFail: true);
        ILocator problem = page.GetByRole(AriaRole.Alert);
        await page.GetByLabel("How do you feel?").FillAsync("so sad");
        using (MoodRecEngineLease lease = service.Pool.Rent())
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
            await Expect(page.Locator("#status")).ToHaveTextAsync("Looking for songs…");
            await Expect(problem).ToContainTextAsync("The service is busy.");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync(new Regex("^4 songs for "));
        await Expect(problem).ToBeHiddenAsync();

        await page.GetByLabel("How do you feel?").FillAsync(new string('x', 4001));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#text-error")).ToContainTextAsync("4001 characters; expected at most 4000");
        await Expect(page.GetByLabel("How do you feel?")).ToBeFocusedAsync();

        await service.DisposeAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(problem).ToContainTextAsync("The service cannot be reached.");
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(8); // The songs that were there stay.
    }

    [TestMethod]
    public async Task Page_ServiceWithAKey_AsksForItAndUsesIt()
    {
        const string Key = "0123456789abcdef";
        await using RunningService service = await RunningService.StartAsync("--MoodRec:ApiKey", Key);
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service, mayFail: true);

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("asks for an API key");
        await Expect(page.GetByLabel("API key")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Key);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync("4 songs.");
    }

    [TestMethod]
    [DataRow(1280, 900, ColorScheme.Light)]
    [DataRow(1280, 900, ColorScheme.Dark)]
    [DataRow(360, 740, ColorScheme.Light)]
    [DataRow(360, 740, ColorScheme.Dark)]
    public async Task Page_WidthAndScheme_HoldsNothingTooWideTooFaintOrWithoutAName(int width, int height, ColorScheme scheme)
    {
        await using RunningService service = await RunningService.StartAsync();
        await using IBrowserContext context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        IPage page = await OpenAsync(context, service);
        await page.GetByLabel("How do you feel?").FillAsync("so happy today");
        await page.GetByLabel("Songs you heard", new() { Exact = true }).FillAsync("song b");
        await page.Keyboard.PressAsync("Enter"); // Before anything was found: it picks nothing and sends nothing.
        await Found(page).GetByRole(AriaRole.Option).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(6);

        string file = Path.Combine(TestContext.TestRunResultsDirectory ?? Path.GetTempPath(), $"page-{width}-{scheme}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddResultFile(file);
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        CollectionAssert.AreEqual(Array.Empty<string>(), await page.EvaluateAsync<string[]>(PageChecks.FaintTexts));
        CollectionAssert.AreEqual(Array.Empty<string>(), await page.EvaluateAsync<string[]>(PageChecks.ControlsWithoutNameOrRoom));
    }

    /// <summary>Opens the page. A request to another address fails the test, and an error in the console too unless requests are to fail.</summary>
    private async Task<IPage> OpenAsync(IBrowserContext context, RunningService service, bool mayFail = false)
    {
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(service.Address.ToString(), StringComparison.Ordinal))
            {
                _wrong.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !mayFail)
            {
                _wrong.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _wrong.Add(error);
        await page.GotoAsync(service.Address.ToString());
        return page;
    }

    private static async Task TabToAsync(IPage page, ILocator control)
    {
        for (int i = 0; i < 20 && !await control.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Expect(control).ToBeFocusedAsync();
    }

    private static ILocator Found(IPage page) => page.GetByRole(AriaRole.Listbox, new() { Name = "Songs found" });

    private static ILocator Titles(IPage page, string list) => page.GetByRole(AriaRole.Region, new() { Name = list, Exact = true }).Locator("li .title");

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
