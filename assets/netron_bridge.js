/* All that Slimscope knows of Netron's private interfaces, and nothing else does. It runs in Netron's page before
 * Netron's own scripts. Where a version of Netron lacks what `missing` asks for, the page stays plain Netron: it shows
 * the model that the page's "file" names, and the program loads the page anew for another.
 */
'use strict';

(() => {
    const ENTRY = 'node-name-';  // what Netron puts before a node's name to make its element's id
    const LOOK_AGAIN = 30;  // milliseconds

    const tell = (kind, value) =>
        fetch(`said?${encodeURIComponent(JSON.stringify([kind, value]))}`).catch(() => null);
    const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const meta = (name) => document.querySelector(`meta[name="${name}"]`);
    const container = () => document.getElementById('target');

    // Netron as it is installed: no telemetry, no question for consent, and no day after which it refuses to work.
    meta('version').content = '0.0.0';
    meta('date').content = new Date().toISOString().slice(0, 19).replace('T', ' ');
    Object.defineProperty(document, 'cookie', { get: () => 'consent=1', set: () => null });

    let shown = { model: meta('file').content, attachment: null, colours: null, selected: [] };
    const darkRules = [];
    let wanted = null;
    let busy = false;
    let heard = '[]';
    let lacking = null;  // the names that Netron lacks, once that is known

    const view = () => window.__view__;
    const isReady = () => view() && view().activeTarget && document.body.classList.contains('default');

    const missing = (base) => Object.entries({
        'view.open': typeof view().open === 'function',
        'view.host': Boolean(view().host),
        'view.showNodeProperties': typeof view().showNodeProperties === 'function',
        'view.activeTarget.nodes': Array.isArray(view().activeTarget.nodes),
        'view.activeTarget.inputs': Array.isArray(view().activeTarget.inputs),
        'view.activeTarget.outputs': Array.isArray(view().activeTarget.outputs),
        'view.model.attachment.metadata.open': typeof view().model?.attachment?.metadata?.open === 'function',
        'view.model.attachment.metrics.open': typeof view().model?.attachment?.metrics?.open === 'function',
        'view.target.select': typeof view().target?.select === 'function',
        'view.target.scrollTo': typeof view().target?.scrollTo === 'function',
        'view.target.selection': view().target?.selection instanceof Set,
        'view.target.zoom': typeof view().target?.zoom === 'number',
        'browser.Context': typeof window.exports?.browser?.Context === 'function',
        'base.BinaryStream': typeof base.BinaryStream === 'function',
        'the ids of nodes': document.querySelector(`.graph-node[id^="${ENTRY}"] .node-item-type`) !== null
    }).filter(([, found]) => !found).map(([name]) => name);

    const start = async () => {
        while (!isReady()) {
            await pause(LOOK_AGAIN);
        }
        const base = await import('./base.js');
        lacking = missing(base);
        if (lacking.length === 0) {
            new MutationObserver(hear).observe(container(), { subtree: true, attributeFilter: ['class'] });
        }
        await tell('ready', lacking);
        work();
    };

    const selected = () => {
        const names = [...view().target.selection].map((each) => each.value?.name).filter(Boolean);
        return [...new Set(names)].sort();
    };

    /* What is selected in Netron, told once it has settled. */
    const hear = () => {
        if (!busy && view().target) {
            const said = JSON.stringify(selected());
            if (said !== heard) {
                heard = said;
                tell('selected', JSON.parse(said));
            }
        }
    };

    /* Show what the program wishes; of several wishes in a row the last one counts. */
    const show = (sight) => {
        wanted = sight;
        wear(sight.dark);
        work();
    };

    const work = async () => {
        if (busy || !isReady()) {
            return;
        }
        busy = true;
        try {
            while (wanted) {
                const next = wanted;
                wanted = null;
                await apply(next);
            }
        } catch (error) {
            tell('failed', error.message);
        }
        busy = false;
    };

    const apply = async (sight) => {
        paint(sight.colours, sight.dark);
        if (lacking === null || lacking.length > 0) {
            return;
        }
        const isAnother = sight.model !== shown.model;
        if (isAnother) {
            await open(sight.model);
        }
        if (isAnother || sight.attachment !== shown.attachment) {
            attach(JSON.parse(sight.attachment || '{}'));
        }
        if (isAnother) {
            select(sight.selected);
        } else if (sight.selected.join('\n') !== shown.selected.join('\n')) {
            lookAt(select(sight.selected));
        }
        shown = sight;
    };

    /* Exchange the model, and keep the place if at least half of the nodes are still there. */
    const open = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
            return;  // there is a newer one, and a wish for it follows
        }
        const base = await import('./base.js');
        const stream = new base.BinaryStream(new Uint8Array(await response.arrayBuffer()));
        const before = names();
        const place = whereabouts();
        await view().open(new window.exports.browser.Context(view().host, url, null, null, stream));
        const now = new Set(names());
        if (before.filter((name) => now.has(name)).length * 2 >= before.length) {
            goBack(place);
        }
    };

    const names = () => view().activeTarget.nodes.map((node) => node.name);

    const whereabouts = () => {
        const room = container().getBoundingClientRect();
        const x = room.left + room.width / 2;
        const y = room.top + room.height / 2;
        const anchors = Array.from(document.querySelectorAll(`.graph-node[id^="${ENTRY}"]`), (element) => {
            const { left, top } = element.getBoundingClientRect();
            return { id: element.id, left, top, distance: Math.hypot(left - x, top - y) };
        });
        return { zoom: view().target.zoom, anchors: anchors.sort((a, b) => a.distance - b.distance) };
    };

    const goBack = (place) => {
        view().target.zoom = place.zoom;
        const anchor = place.anchors.find((each) => document.getElementById(each.id));
        if (anchor) {
            const { left, top } = document.getElementById(anchor.id).getBoundingClientRect();
            container().scrollLeft += left - anchor.left;
            container().scrollTop += top - anchor.top;
        }
    };

    /* Our figures in the sidebars; one that is open is drawn anew. */
    const attach = (attachment) => {
        view().model.attachment.metadata.open(attachment.metadata || []);
        view().model.attachment.metrics.open(attachment.metrics || []);
        const sidebar = document.getElementById('sidebar');
        const [chosen] = view().target.selection;
        if (sidebar.style.opacity === '1' && view().activeTarget.nodes.includes(chosen?.value)) {
            view().showNodeProperties(chosen.value);
        }
    };

    const select = (wished) => {
        const { nodes, inputs, outputs } = view().activeTarget;
        const found = [...nodes, ...inputs, ...outputs].filter((each) => wished.includes(each.name));
        const elements = view().target.select(found, 'slimscope') || [];
        heard = JSON.stringify(selected());
        return elements;
    };

    /* Bring the first of them into view, unless one of them is. */
    const lookAt = (elements) => {
        const room = container().getBoundingClientRect();
        const isSeen = (element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return left >= room.left && right <= room.right && top >= room.top && bottom <= room.bottom;
        };
        if (elements.length > 0 && !elements.some(isSeen)) {
            view().target.scrollTo(elements.slice(0, 1), 'instant');
        }
    };

    const rules = (id) => {
        const style = document.getElementById(id) || document.head.appendChild(document.createElement('style'));
        style.id = id;
        return style;
    };

    /* Colour the nodes' headers by a quantity of their blocks, or leave Netron's colours. Those without a value stay
     * empty: any grey would be one of the scale's. */
    const paint = (colours, dark) => {
        const lines = Object.entries(colours || {}).map(([name, [ground, ink]]) => {
            const header = `#${CSS.escape(ENTRY + name)} .node-item-type`;
            return `${header} path { fill: ${ground} } ${header} text { fill: ${ink} }`;
        });
        const none = '.graph-node .node-item-type path { fill: transparent } '
            + `.graph-node .node-item-type text { fill: ${dark ? '#d0d0d0' : '#404040'} }`;
        rules('slimscope-colours').textContent = colours ? [none, ...lines].join('\n') : '';
    };

    /* Wear the program's colours, light or dark, whatever the system's are. */
    const wear = (dark) => {
        if (document.readyState === 'loading') {
            return;
        }
        if (darkRules.length === 0) {
            const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
            darkRules.push(...rules.filter((rule) => /prefers-color-scheme: dark/.test(rule.media?.mediaText)));
        }
        for (const rule of darkRules) {
            rule.media.mediaText = dark ? 'all' : 'not all';
        }
    };

    /* The page is of the program's model: no other file is opened here, and nothing leads outside. */
    const stay = () => {
        new MutationObserver(() => {
            for (const item of document.querySelectorAll('.menu-command')) {
                if (/^(Open|Report)/.test(item.querySelector('.menu-label')?.textContent)) {
                    item.style.display = 'none';
                }
            }
        }).observe(document.getElementById('menu'), { childList: true, subtree: true });
        document.addEventListener('drop', (event) => {
            event.preventDefault();
            event.stopImmediatePropagation();
        }, true);
    };

    /* In a browser of its own the page asks for what it is to show; in the program's window it is told. */
    const ask = async () => {
        for (let failures = 0; failures < 5;) {
            try {
                const response = await fetch('sight.json');
                show(await response.json());
                failures = 0;
            } catch {
                failures += 1;
            }
            await pause(1000);
        }
    };

    window.slimscope = {
        show,
        get model() {
            return shown.model;
        },
        get missing() {
            return lacking;
        }
    };
    document.addEventListener('DOMContentLoaded', () => wear(wanted ? wanted.dark : meta('dark').content === 'true'));
    window.addEventListener('load', () => {
        stay();
        start();
        if (location.protocol === 'http:') {
            ask();
        }
    });
})();
